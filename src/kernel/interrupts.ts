import { Worker } from "node:worker_threads";

export interface InterrupterData {
  /** Counts the interrupts that the main thread has seen. */
  handled: SharedArrayBuffer;
  controlFd: number;
}

export const answered = (handledCount: Int32Array): number => Atomics.load(handledCount, 0);

/** Starts the worker that watches the control channel; `onInterrupt` runs on this thread once it is free. */
export function watchInterrupts(controlFd: number, onInterrupt: () => void): void {
  const handled = new SharedArrayBuffer(4);
  const worker = new Worker(new URL("./interrupter.mjs", import.meta.url), {
    workerData: { handled, controlFd } satisfies InterrupterData,
  });
  worker.on("message", () => {
    Atomics.add(new Int32Array(handled), 0, 1);
    onInterrupt();
  });
  worker.unref();
}
