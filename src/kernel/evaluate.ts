import { Session, type Runtime } from "node:inspector";

export type Evaluated = { ok: true } | { ok: false; thrown: unknown };

/**
 * Evaluates scripts in V8's REPL mode through an inspector session of this thread with itself: names may be
 * declared again, `await` works at the top, and a worker can end a script that blocks (see interrupter.ts).
 */
export class Evaluator {
  readonly #session = new Session();

  constructor() {
    this.#session.connect();
  }

  evaluate(code: string): Promise<Evaluated> {
    return new Promise((resolve) => {
      const parameters = { expression: code, replMode: true, awaitPromise: true };
      this.#session.post("Runtime.evaluate", parameters, (error, reply) => {
        // V8 answers with an error instead of an exception when the script was terminated.
        // V8's typings leave out that reply is undefined when there is an error.
        const result = reply as Runtime.EvaluateReturnType | undefined;
        if (error || !result) resolve({ ok: false, thrown: new Terminated() });
        else if (!result.exceptionDetails) resolve({ ok: true });
        else resolve({ ok: false, thrown: this.#thrown(result.exceptionDetails) });
        if (result?.result.objectId) this.#release(result.result.objectId);
      });
    });
  }

  /** The value that was thrown, fetched from V8's handle on it. */
  #thrown({ exception, text }: Runtime.ExceptionDetails): unknown {
    if (!exception) return new Terminated(text);
    if (exception.objectId === undefined) return exception.value;
    let thrown: unknown;
    const catcher: { take?: (value: unknown) => void } = { take: (value) => (thrown = value) };
    Object.defineProperty(globalThis, handover, { value: catcher, configurable: true, enumerable: false });
    this.#session.post("Runtime.callFunctionOn", {
      objectId: exception.objectId,
      functionDeclaration: `function () { globalThis[Symbol.for(${JSON.stringify(handover.description)})].take(this); }`,
    });
    Reflect.deleteProperty(globalThis, handover);
    this.#release(exception.objectId);
    return thrown;
  }

  #release(objectId: string): void {
    this.#session.post("Runtime.releaseObject", { objectId });
  }
}

const handover = Symbol.for("noisebook.thrown");

/** The script was ended from outside. */
export class Terminated extends Error {
  override name = "Terminated";
}
