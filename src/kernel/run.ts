import type { Header } from "../protocol/index.ts";
import { TextOutput, type Print } from "./text-output.ts";

export interface RunOptions {
  parent: Header;
  /** Whether the front answers questions while the cell runs. */
  allowStdin: boolean;
  /** Publishes nothing. */
  silent: boolean;
  print: Print;
}

/** One execution of one cell. */
export class Run {
  readonly parent: Header;
  readonly allowStdin: boolean;
  readonly silent: boolean;
  readonly controller = new AbortController();
  /** What it prints. */
  readonly text: TextOutput;
  /** Resolves when the run is told to stop. */
  readonly stopped: Promise<void>;
  #resolveStopped: () => void = () => undefined;
  /** The value of the cell's last expression, once it has been evaluated. */
  last: { value: unknown } | null = null;
  /** How often it was told by an exception that it is over. */
  refusals = 0;
  /** Settles when an interrupted cell has not ended by itself in time. */
  readonly giveUp: Promise<"gave up">;
  #resolveGiveUp: () => void = () => undefined;
  #over = false;
  #running = true;

  constructor({ parent, allowStdin, silent, print }: RunOptions) {
    this.parent = parent;
    this.allowStdin = allowStdin;
    this.silent = silent;
    this.text = new TextOutput(print);
    this.stopped = new Promise((resolve) => (this.#resolveStopped = resolve));
    this.giveUp = new Promise((resolve) => (this.#resolveGiveUp = () => resolve("gave up")));
  }

  get interrupted(): boolean {
    return this.controller.signal.aborted;
  }

  throwIfInterrupted(): void {
    if (this.interrupted) throw new Interrupted();
  }

  /** Interrupted, and past the time it had to end by itself: whatever of it comes back from an `await` ends there. */
  get over(): boolean {
    return this.#over;
  }

  /** The cell has not ended; what it left behind may go on past that. */
  get running(): boolean {
    return this.#running;
  }

  end(): void {
    this.#running = false;
    this.text.end();
  }

  interrupt(): void {
    this.#resolveStopped();
    if (this.interrupted) return; // told again, since it has not ended yet
    this.controller.abort(new Interrupted());
    setTimeout(() => (this.#over = true), grace);
    // V8 never settles the promise of a script that was terminated behind an `await`, and nothing ends one that
    // waits for ever: the cell is then over without them.
    setTimeout(this.#resolveGiveUp, grace + lastGrace);
  }
}

/** Milliseconds that a cell has to end by itself once its signal is aborted. */
const grace = 400;
/** Milliseconds more for its `finally`, once it was told by an exception. */
const lastGrace = 200;

/** The reason of an interrupted cell's abort signal, and the error it ends with. */
export class Interrupted extends Error {
  override name = "Interrupted";
  constructor() {
    super("The cell was interrupted. All names keep their values.");
  }
}
