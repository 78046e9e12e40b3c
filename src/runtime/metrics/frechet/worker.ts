// A thread that computes one Fréchet distance, so that the one of the cells stays free.
import { parentPort, workerData } from "node:worker_threads";
import { compared, type Compared, type Side } from "./compare.ts";

export type FromWorker = { done: number } | { result: Compared } | { failed: Error };

/** Milliseconds between two words of how far it is. */
const pace = 100;

const say = (message: FromWorker): void => parentPort?.postMessage(message);

function run({ a, b }: { a: Side; b: Side }): Compared {
  const work = compared(a, b);
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
  say({ result: run(workerData as { a: Side; b: Side }) }); // what threads.ts gives it
} catch (error) {
  say({ failed: error instanceof Error ? error : new Error(String(error)) });
}
