import type { Header } from "../protocol/index.ts";

/** One execution of one cell. */
export class Run {
  readonly parent: Header;
  readonly controller = new AbortController();
  /** Resolves when the run is told to stop. */
  readonly stopped: Promise<void>;
  #resolveStopped: () => void = () => undefined;
  /** The value of the cell's last expression, once it has been evaluated. */
  last: { value: unknown } | null = null;
  readonly #giveUp: Promise<"gave up">;
  #resolveGiveUp: () => void = () => undefined;

  constructor(parent: Header) {
    this.parent = parent;
    this.stopped = new Promise((resolve) => (this.#resolveStopped = resolve));
    this.#giveUp = new Promise((resolve) => (this.#resolveGiveUp = () => resolve("gave up")));
  }

  /** Settles when an interrupted cell has not ended by itself in time. */
  get giveUp(): Promise<"gave up"> {
    return this.#giveUp;
  }

  get interrupted(): boolean {
    return this.controller.signal.aborted;
  }

  interrupt(): void {
    this.#resolveStopped();
    this.controller.abort(new Interrupted());
    // V8 never settles the promise of a script that was terminated behind an `await`, and nothing ends one that
    // waits for ever: the cell is then over without them.
    setTimeout(this.#resolveGiveUp, grace);
  }
}

/** Milliseconds that a cell has to end by itself once its signal is aborted. */
const grace = 400;

/** The reason of an interrupted cell's abort signal, and the error it ends with. */
export class Interrupted extends Error {
  override name = "Interrupted";
  constructor() {
    super("The cell was interrupted. All names keep their values.");
  }
}
