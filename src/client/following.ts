import type { ExecuteReply } from "../protocol/index.ts";
import type { CellOutput } from "./cell-output.ts";

/** A cell that runs, as its front follows it: what it puts out is kept until somebody listens. */
export class Following {
  readonly reply: Promise<ExecuteReply>;
  #resolve!: (reply: ExecuteReply) => void; // set with the promise, by the constructor
  #reject!: (error: Error) => void;
  #content: ExecuteReply | null = null;
  #early: CellOutput[] = [];
  #listener: ((output: CellOutput) => void) | null = null;

  constructor() {
    this.reply = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Nobody may be there yet who waits for it.
    this.reply.catch(() => undefined);
  }

  listen(listener: (output: CellOutput) => void): void {
    this.#listener = listener;
    for (const output of this.#early.splice(0)) listener(output);
  }

  output(output: CellOutput): void {
    if (this.#listener) this.#listener(output);
    else this.#early.push(output);
  }

  replied(content: ExecuteReply): void {
    this.#content = content;
  }

  /** "idle" closes a cell that has its reply: everything it published has come before. Whether this was its end. */
  idle(): boolean {
    if (this.#content) this.#resolve(this.#content);
    return this.#content !== null;
  }

  fail(error: Error): void {
    this.#reject(error);
  }
}
