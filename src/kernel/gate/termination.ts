import type { Whole } from "../../protocol/index.ts";
import { slots, termination } from "./shared.ts";

const { closed, open, whole, coming, wanted } = termination;

/** The main thread's side of `slots.termination`: says when it may be ended, and waits for an end that is coming. */
export class Termination implements Whole {
  readonly #state: Int32Array;
  readonly #terminate: () => void;
  #waiting: (() => void)[] = [];

  /** `terminate` ends the script that calls it where it stands. */
  constructor(state: Int32Array, terminate: () => void) {
    this.#state = state;
    this.#terminate = terminate;
  }

  /** A cell begins. */
  open(): void {
    Atomics.store(this.#state, slots.termination, open);
  }

  /** The cell is over. Resolves when nothing can strike any more that was meant for it. */
  async close(): Promise<void> {
    while (this.#change(open, closed) === coming)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  begin(): boolean {
    for (;;) {
      const was = this.#change(open, whole);
      if (was !== coming) return was === open;
      // The end comes here, or has come to something else by then.
      Atomics.wait(this.#state, slots.termination, coming, 1000);
    }
  }

  end(outermost: boolean): void {
    if (outermost && Atomics.exchange(this.#state, slots.termination, open) === wanted) this.#terminate();
  }

  /** To be called when the gate says that an end has come. */
  came(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #change(from: number, to: number): number {
    return Atomics.compareExchange(this.#state, slots.termination, from, to);
  }
}
