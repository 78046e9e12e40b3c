import { Session } from "node:inspector";

/** Milliseconds between two words to the main thread. */
const pace = 100;
/**
 * Words after which the script is terminated: a cell that yields can end by its abort signal before, between two
 * training steps say. Termination runs no `finally`, so it is the last resort.
 */
const patience = 4;

/** Interrupts the main thread, whatever it is doing. For the gate's thread. */
export class Interrupter {
  readonly #session = new Session();
  readonly #tell: (id: number) => void;
  readonly #isHandled: (id: number) => boolean;
  #asked = 0;

  constructor(tell: (id: number) => void, isHandled: (id: number) => boolean) {
    this.#tell = tell;
    this.#isHandled = isHandled;
    // Terminating works from another thread's session only while the main thread evaluates through its own.
    this.#session.connectToMainThread();
  }

  /**
   * Tells the main thread until it has answered. Once is not enough: termination ends whatever runs, which may be the
   * very handler of the word.
   */
  interrupt(): void {
    const id = ++this.#asked;
    let words = 0;
    const tell = (): void => {
      if (this.#isHandled(id)) return;
      this.#tell(id);
      words += 1;
      if (words % (patience + 1) === 0) this.terminate();
      setTimeout(tell, pace);
    };
    tell();
  }

  /** Ends what the main thread executes now. */
  terminate(): void {
    this.#session.post("Runtime.terminateExecution");
  }
}
