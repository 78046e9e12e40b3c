import { Session, type Runtime } from "node:inspector";

export interface Peeked {
  value: unknown;
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
      // In an object of ours: to describe a value V8 calls the traps of a proxy among its prototypes.
      expression: `({ value: ${expression}\n})`,
      throwOnSideEffect: true,
      silent: true,
      timeout: patience,
      objectGroup: group,
    });
    const peeked = reply && !reply.exceptionDetails ? { value: this.#take(reply.result) } : null;
    this.#session.post("Runtime.releaseObjectGroup", { objectGroup: group });
    return peeked;
  }

  /** The values of names; those without one yet are left out. Many at a time, since each question takes its time. */
  values(names: readonly string[]): Map<string, unknown> {
    if (names.length === 0) return new Map();
    const peeked = this.peek(`[${names.join(", ")}]`);
    if (peeked) return new Map(names.map((name, i) => [name, (peeked.value as unknown[])[i]])); // as asked
    if (names.length === 1) return new Map();
    const half = names.length >> 1;
    return new Map([...this.values(names.slice(0, half)), ...this.values(names.slice(half))]);
  }

  /** The value that a getter gives, on the same terms. */
  get(holder: object, name: string): Peeked | null {
    Object.defineProperty(globalThis, holderName, { value: holder, configurable: true, enumerable: false });
    const peeked = this.peek(`${holderName}[${JSON.stringify(name)}]`);
    Reflect.deleteProperty(globalThis, holderName);
    return peeked;
  }

  #ask(parameters: Evaluation): Runtime.EvaluateReturnType | null {
    let answer: Runtime.EvaluateReturnType | null = null;
    this.#session.post("Runtime.evaluate", parameters, (error, reply) => {
      if (!error) answer = reply;
    });
    return answer;
  }

  #take({ objectId }: Runtime.RemoteObject): unknown {
    this.#session.post("Runtime.callFunctionOn", {
      objectId: this.#takerId,
      functionDeclaration: "function (box) { this.value = box.value; }",
      arguments: [{ objectId }],
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

const patience = 1000;
const group = "noisebook.peek";
const handover = Symbol.for("noisebook.peek");
/** While a getter is asked; V8 takes the look-up of a symbol for a side effect. */
const holderName = "__noisebook_peek__";
