import type { ValueDescriber } from "./variables.ts";

/** Output in several forms at once, by mime type; whoever shows it picks the richest it knows. */
export type MimeBundle = Record<string, unknown>;

/** Awaited between stretches of long work: lets others go first, and rejects where the work is not wanted any more. */
export type Pace = () => Promise<void>;

/**
 * Works out what an output lacked when it was shown, and calls `show` with what is to stand in its place, perhaps several
 * times. It ends by itself where the output is gone.
 */
export type FollowUp = (show: (bundle: MimeBundle) => void, pace: Pace) => Promise<void>;

/** A bundle's own follow-up: whoever shows the bundle begins it. It is no part of what is sent or saved. */
export const followUpSymbol: unique symbol = Symbol.for("noisebook.followUp") as never;

/** A bundle that can be shown at once, and what follows. */
export const followedBy = (bundle: MimeBundle, followUp: FollowUp): MimeBundle =>
  Object.assign({ ...bundle }, { [followUpSymbol]: followUp });

export const followUpOf = (bundle: MimeBundle): FollowUp | null =>
  (bundle as { [followUpSymbol]?: FollowUp })[followUpSymbol] ?? null; // whoever puts one there promises the type

/** What the tensor runtime of a kernel holds. */
export interface TensorMemory {
  /** The backend's name: "native", "wasm". */
  backend: string;
  /** What its kernels run on: "CPU, 2 threads". */
  device: string;
  tensors: number;
  bytes: number;
}

/** A named channel for what follows an output while the cell still runs. */
export interface Stream {
  readonly id: string;
  send(chunk: unknown): void;
  close(): void;
  /** Called with what a viewer asks (validate it: it comes from a web page). */
  onRequest: ((request: unknown) => void) | null;
}

/** Keeps what happens between `begin` and `end` from being cut in half by an interrupt. It may be nested. */
export interface Whole {
  /** Whether this is the outermost, which `end` must be told. Nothing may be awaited until then. */
  begin(): boolean;
  end(outermost: boolean): void;
}

/**
 * What the runtime asks of the program it runs in. The kernel puts one at `globalThis[hostSymbol]`; in a plain
 * Node script there is none, and the runtime prints to the console instead.
 */
export interface Host {
  /** Shows an output under the running cell and returns the id by which it can be updated. */
  display(bundle: MimeBundle, id?: string): string;
  /** Replaces what `display` showed under this id. */
  update(id: string, bundle: MimeBundle): void;
  /** Empties the outputs of the running cell; with `wait` only once the next output takes their place. */
  clearOutput(wait: boolean): void;
  /** Opens a channel to the viewers of one output. */
  openStream(target: string): Stream;
  /** Has `accept` called with every channel that a front opens to `target`, and what it says with that. */
  onStream(target: string, accept: (stream: Stream, data: unknown) => void): void;
  /** Has `repair` called after a cell was ended where it stood: what it had begun was not ended by any `finally`. */
  onTerminated(repair: () => void): void;
  /** Cells are ended where they stand as the last resort; never within what this is told of. */
  readonly whole: Whole;
  /** Throws where the running cell was interrupted and does not let go of the thread, so that it cannot know. */
  throwIfInterrupted(): void;
  /** Hands over the function that says what the runtime holds. Called once. */
  watchMemory(read: () => TensorMemory): void;
  /** Hands over what can tell a list of variables about the runtime's own values. Called once. */
  describeValues(describer: ValueDescriber): void;
  /** The innermost place of a cell in an error's stack, such as "cell 3, line 4"; null where there is none. */
  placeIn(stack: string): string | null;
  /** Aborts when the running cell is interrupted. Read it when a loop begins, not once for all. */
  readonly signal: AbortSignal;
}

export const hostSymbol: unique symbol = Symbol.for("noisebook.host") as never;

/** A value with this method is shown as the bundle it returns: Deno's protocol. */
export const displaySymbol: unique symbol = Symbol.for("Jupyter.display") as never;
