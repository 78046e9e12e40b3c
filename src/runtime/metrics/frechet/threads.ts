import path from "node:path";
import { Worker } from "node:worker_threads";
import { assetFolder } from "../../core/assets.ts";
import { inSlices, type Work } from "../work.ts";
import type { Compared, Side } from "./compare.ts";
import { tasks, type Task } from "./tasks.ts";
import type { FromWorker } from "./worker.ts";

/** Multiplications above which a thread of its own is worth its start. */
const worthAThread = 5e8;

type Step = (multiplications: number) => void;

/**
 * Compares two sets: small ones on this thread, between turns of the event loop, large ones on another. `step` is told of
 * multiplications done. Throws when told to stop.
 */
export const compareOffThread = (
  a: Side,
  b: Side,
  signal: AbortSignal | null,
  step?: Step,
): Promise<Compared> => done({ task: "compared", a, b }, tasks.compared.work, signal, step);

/** The same without halves of the sets. */
export const partsOffThread = (
  a: Side,
  b: Side,
  signal: AbortSignal | null,
  step?: Step,
): Promise<Omit<Compared, "halves">> => done({ task: "parts", a, b }, tasks.parts.work, signal, step);

function done<T>(
  task: Task,
  work: (a: Side, b: Side) => Work<T>,
  signal: AbortSignal | null,
  step: Step | undefined,
): Promise<T> {
  return tasks[task.task].effort(task.a, task.b) < worthAThread
    ? inSlices(work(task.a, task.b), signal, step)
    : onThread<T>(task, signal, step);
}

async function onThread<T>(task: Task, signal: AbortSignal | null, step: Step | undefined): Promise<T> {
  signal?.throwIfAborted();
  const worker = new Worker(path.join(assetFolder("workers"), "frechet.js"), {
    // Without the program's own options: one of them could have a debugger stop in it.
    execArgv: [],
    workerData: task,
  });
  let stop = (): void => undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      stop = () => reject(signal?.reason as Error); // what `throwIfAborted` throws
      signal?.addEventListener("abort", stop);
      worker.on("message", (message: FromWorker) => {
        if ("done" in message) step?.(message.done);
        else if ("failed" in message) reject(message.failed);
        else resolve(message.result as T); // the result of the same work
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
