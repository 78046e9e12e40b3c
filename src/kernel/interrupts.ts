import { Worker } from "node:worker_threads";

export interface InterrupterData {
  /** The number of the latest interrupt that the main thread has handled. */
  handled: SharedArrayBuffer;
  controlFd: number;
}

export const isHandled = (latestHandled: Int32Array, id: number): boolean =>
  Atomics.load(latestHandled, 0) >= id;

/** Starts the worker that watches the control channel; `onInterrupt` runs on this thread once it is free. */
export function watchInterrupts(controlFd: number, onInterrupt: () => void): void {
  const handled = new SharedArrayBuffer(4);
  const latestHandled = new Int32Array(handled);
  const worker = new Worker(new URL("./interrupter.mjs", import.meta.url), {
    workerData: { handled, controlFd } satisfies InterrupterData,
  });
  worker.on("message", (id: number) => {
    if (isHandled(latestHandled, id)) return;
    onInterrupt();
    // Last, so that a handler which was cut short is called again.
    Atomics.store(latestHandled, 0, id);
  });
  worker.unref();
}
