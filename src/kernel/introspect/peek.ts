import { Session, type Runtime } from "node:inspector";

export interface Peeked {
  value: unknown;
  /** V8's own description, made without running any code of the value's. */
  remote: Runtime.RemoteObject;
}

/**
 * Looks at the values of the running session without touching them: V8 ends an evaluation at its first side effect
 * and after `patience` milliseconds. A session of its own sees the names of the one that runs the cells.
 */
export class Peeker {
  readonly #session = new Session();
  readonly #taker: { value?: unknown } = {};
  readonly #takerId: string;

  constructor() {
    this.#session.connect();
    Object.defineProperty(globalThis, handover, {
      value: this.#taker,
      configurable: true,
      enumerable: false,
    });
    const key = `globalThis[Symbol.for(${JSON.stringify(handover.description)})]`;
    const reply = this.#ask({ expression: key });
    Reflect.deleteProperty(globalThis, handover);
    if (!reply?.result.objectId) throw new Error("V8's inspector gave no handle on the kernel's own object");
    this.#takerId = reply.result.objectId;
  }

  /** Names that cells have declared. */
  names(): string[] {
    let names: string[] = [];
    this.#session.post("Runtime.globalLexicalScopeNames", {}, (error, reply) => {
      if (!error) names = reply.names;
    });
    return names;
  }

  /** The value of a script; null where it has none, has effects or takes long. */
  peek(expression: string): Peeked | null {
    const reply = this.#ask({
      expression,
      throwOnSideEffect: true,
      silent: true,
      timeout: patience,
      generatePreview: true,
      objectGroup: group,
    });
    const peeked =
      reply && !reply.exceptionDetails ? { value: this.#take(reply.result), remote: reply.result } : null;
    this.#session.post("Runtime.releaseObjectGroup", { objectGroup: group });
    return peeked;
  }

  #ask(parameters: Evaluation): Runtime.EvaluateReturnType | null {
    let answer: Runtime.EvaluateReturnType | null = null;
    this.#session.post("Runtime.evaluate", parameters, (error, reply) => {
      if (!error) answer = reply;
    });
    return answer;
  }

  #take({ objectId, unserializableValue, value }: Runtime.RemoteObject): unknown {
    if (objectId === undefined && unserializableValue === undefined) return value as unknown;
    this.#session.post("Runtime.callFunctionOn", {
      objectId: this.#takerId,
      functionDeclaration: "function (value) { this.value = value; }",
      arguments: [objectId === undefined ? { unserializableValue } : { objectId }],
    });
    const taken = this.#taker.value;
    delete this.#taker.value;
    return taken;
  }
}

/** Node's types leave out what V8 knows beyond them. */
interface Evaluation extends Runtime.EvaluateParameterType {
  throwOnSideEffect?: boolean;
  timeout?: number;
}

const patience = 250;
const group = "noisebook.peek";
const handover = Symbol.for("noisebook.peek");
