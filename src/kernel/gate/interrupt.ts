import { Session } from "node:inspector";
import { termination } from "./shared.ts";

/** Milliseconds between two words to the main thread. */
const pace = 100;
/** Words unheard after which a cell is stopped before its next operation on tensors, by an exception. */
const patience = 2;
/**
 * Words unheard after which the script is terminated: a cell that yields can end by its abort signal before, between
 * two training steps say. Termination runs no `finally`, so it is the last resort.
 */
const lastPatience = 4;

export interface InterrupterOptions {
  tell: (id: number) => void;
  /** Whether the cell that the interrupt was for has ended. */
  isHandled: (id: number) => boolean;
  /** How many words the main thread has heard so far. */
  heard: () => number;
  /** Leaves the number where the main thread looks between operations. */
  leave: (id: number) => void;
  /** Changes `slots.termination` where it has the value `from`, and returns what it was. */
  change: (from: number, to: number) => number;
  /** An end that was asked for has come. */
  onTerminated: () => void;
}

/** Interrupts the main thread, whatever it is doing. For the gate's thread. */
export class Interrupter {
  readonly #session = new Session();
  readonly #options: InterrupterOptions;
  #asked = 0;

  constructor(options: InterrupterOptions) {
    this.#options = options;
    // Terminating works from another thread's session only while the main thread evaluates through its own.
    this.#session.connectToMainThread();
  }

  /**
   * Tells the main thread until its cell has ended. Once is not enough: termination ends whatever runs, which may be
   * the very handler of the word, and a cell that heard it while it waited may block afterwards.
   */
  interrupt(): void {
    const { tell, isHandled, heard, leave, change } = this.#options;
    const id = ++this.#asked;
    let before = heard();
    let unheard = 0;
    const again = (): void => {
      if (isHandled(id)) return;
      const now = heard();
      unheard = now === before ? unheard + 1 : 0;
      before = now;
      if (unheard > patience) leave(id);
      if (unheard > lastPatience) {
        unheard = 0;
        if (change(termination.whole, termination.wanted) !== termination.whole) this.terminate();
      }
      tell(id);
      setTimeout(again, pace);
    };
    again();
  }

  /** Ends what the main thread executes now, where `slots.termination` is `from`: no end must be on its way. */
  terminate(from: number = termination.open): void {
    const { change, onTerminated } = this.#options;
    if (from === termination.coming || change(from, termination.coming) !== from) return;
    this.#session.post("Runtime.terminateExecution", () => {
      change(termination.coming, from);
      onTerminated();
    });
  }
}
