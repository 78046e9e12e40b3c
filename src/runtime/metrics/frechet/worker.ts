// A thread that computes a Fréchet distance, so that the one of the cells stays free.
import { parentPort, workerData } from "node:worker_threads";
import type { Work } from "../work.ts";
import { tasks, type Task } from "./tasks.ts";

/** What it says: multiplications done since it last did, and how it ended. */
export type FromWorker = { done: number } | { result: unknown } | { failed: Error };

/** Milliseconds between two words of how far it is. */
const pace = 100;

const say = (message: FromWorker): void => parentPort?.postMessage(message);

function run(work: Work<unknown>): unknown {
  let told = performance.now();
  let done = 0;
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
    done += next.value;
    if (performance.now() - told < pace) continue;
    say({ done });
    told = performance.now();
    done = 0;
  }
}

try {
  const { task, a, b } = workerData as Task; // what threads.ts gives it
  say({ result: run(tasks[task].work(a, b)) });
} catch (error) {
  say({ failed: error instanceof Error ? error : new Error(String(error)) });
}
