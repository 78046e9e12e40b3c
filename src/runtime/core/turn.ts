import { setImmediate } from "node:timers/promises";
import { host } from "./host.ts";

/**
 * Lets the event loop turn once, so that interrupts, requests and output get through a long loop, and throws when
 * the loop was told to stop.
 */
export async function turn(signal: AbortSignal | null): Promise<void> {
  await setImmediate();
  signal?.throwIfAborted();
}

/** The signal a loop obeys: the one it was given, else the running cell's. Read it when the loop begins. */
export const signalFor = (given: AbortSignal | undefined): AbortSignal | null =>
  given ?? host()?.signal ?? null;

/** Whether an error says that the work was told to stop rather than that it went wrong. */
export const isAbort = (error: unknown, signal: AbortSignal | null): boolean =>
  (signal?.aborted ?? false) &&
  (error === signal?.reason || (error instanceof Error && error.name === "AbortError"));
