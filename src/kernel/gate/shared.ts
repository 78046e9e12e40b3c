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
} as const;

export type ToGate = { send: FromKernel } | { drain: true } | { terminate: true };
export type FromGate = { message: ToKernel } | { interrupt: number };
