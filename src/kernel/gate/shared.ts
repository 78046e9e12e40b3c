import type { MessagePort } from "node:worker_threads";
import type { FromKernel, ToKernel } from "../../protocol/index.ts";

/** What the two threads share: numbers that one can read while the other is blocked. */
export interface GateData {
  /** One Int32 for each of `slots`. */
  state: SharedArrayBuffer;
  /** Answers to `input_request`, which the main thread can take out while it waits. */
  answers: MessagePort;
  socket: string;
  key: string;
  /** Seconds to wait for a front that has gone. */
  linger: number;
}

export const slots = {
  /** The number of the latest interrupt whose cell has ended. */
  handled: 0,
  /** Counts the words of the latest interrupts that the main thread has heard: while it hears, it is not blocked. */
  heard: 3,
  /** Counts answers, so that a waiting main thread wakes. */
  answered: 1,
  /** Set when everything that was posted has been written to the socket. */
  drained: 2,
  /** The number of the latest interrupt that the main thread did not hear in time: it looks here between operations. */
  unheard: 4,
  /** One of `termination`. */
  termination: 5,
} as const;

/**
 * Whether what the main thread runs may be ended where it stands. The gate's thread makes `open` to `coming` and back,
 * and `whole` to `wanted`, the main thread all other changes: so an end strikes a cell and nothing else.
 */
export const termination = {
  /** No cell runs. */
  closed: 0,
  open: 1,
  /** Something is under way that half done would be wrong for good: memory that is handed out, say. */
  whole: 2,
  /** It was asked for, and V8 has not yet said that it is over. */
  coming: 3,
  /** It was asked for in the midst of something whole, behind which the main thread asks for it again. */
  wanted: 4,
} as const;

export type ToGate = { send: FromKernel } | { drain: true } | { terminate: true };
export type FromGate = { message: ToKernel } | { interrupt: number } | { terminated: true };
