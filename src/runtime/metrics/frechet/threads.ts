import path from "node:path";
import { Worker } from "node:worker_threads";
import { assetFolder } from "../../core/assets.ts";
import { inSlices } from "../work.ts";
import { compared, comparingEffort, type Compared, type Side } from "./compare.ts";
import type { FromWorker } from "./worker.ts";

/** Multiplications above which a thread of its own is worth its start. */
const worthAThread = 5e8;

/**
 * Compares two sets: small ones on this thread, between turns of the event loop, large ones on another. `step` is told of
 * multiplications done. Throws when told to stop.
 */
export function compareOffThread(
  a: Side,
  b: Side,
  signal: AbortSignal | null,
  step: (multiplications: number) => void,
): Promise<Compared> {
  return comparingEffort(a, b) < worthAThread
    ? inSlices(compared(a, b), signal, step)
    : onThread(a, b, signal, step);
}

async function onThread(
  a: Side,
  b: Side,
  signal: AbortSignal | null,
  step: (multiplications: number) => void,
): Promise<Compared> {
  signal?.throwIfAborted();
  const worker = new Worker(path.join(assetFolder("workers"), "frechet.js"), {
    // Without the program's own options: one of them could have a debugger stop in it.
    execArgv: [],
    workerData: { a, b },
  });
  let stop = (): void => undefined;
  try {
    return await new Promise<Compared>((resolve, reject) => {
      stop = () => reject(signal?.reason as Error); // what `throwIfAborted` throws
      signal?.addEventListener("abort", stop);
      worker.on("message", (message: FromWorker) => {
        if ("done" in message) step(message.done);
        else if ("failed" in message) reject(message.failed);
        else resolve(message.result);
      });
      worker.on("error", reject);
      worker.on("exit", (code) =>
        reject(new Error(`The thread of a Fréchet distance ended with code ${code}`)),
      );
    });
  } finally {
    signal?.removeEventListener("abort", stop);
    await worker.terminate();
  }
}
