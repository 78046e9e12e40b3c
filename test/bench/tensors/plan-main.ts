// A training step's trace on wasm, kernel by kernel and as a plan, in turn within one process, so that others' load meets both.
//   node esbuild.mjs tests && NOISEBOOK_BACKEND=wasm node dist/test/bench/tensors/plan-main.mjs mlp 600     or: unet 30
import os from "node:os";
import { free } from "../../../src/runtime/compile/home.ts";
import { kernelByKernel } from "../../../src/runtime/compile/kernel-by-kernel.ts";
import { planned } from "../../../src/runtime/compile/plan/index.ts";
import type { Target } from "../../../src/runtime/compile/target.ts";
import * as tf from "../../../src/runtime/core/tf.ts";
import { train, watchRuns } from "./compiled.ts";

const which = process.argv[2] === "unet" ? "unet" : "mlp";
const runs = Number(process.argv[3] ?? 300);
const unmeasured = 10;

const quantile = (x: number[], at: number): string =>
  [...x].sort((a, b) => a - b)[Math.floor(at * x.length)].toFixed(2);

function compare(targets: Record<string, Target>, externals: readonly tf.TensorInfo[]): void {
  const { backend } = tf.engine();
  const times = Object.entries(targets).map(([name, target]) => ({ name, target, wall: [] as number[], processor: 0 })); // prettier-ignore
  for (let run = -unmeasured; run < runs; run++)
    for (const one of times) {
      const used = process.cpuUsage();
      const began = performance.now();
      const results = one.target.run(externals);
      const took = performance.now() - began;
      const { user, system } = process.cpuUsage(used);
      for (const result of results) free(backend, result);
      if (run < 0) continue;
      one.wall.push(took);
      one.processor += (user + system) / 1000 / runs;
    }
  for (const { name, wall, processor } of times)
    console.log(
      `${name.padEnd(16)} ${quantile(wall, 0.05)} ms (5 %), ${quantile(wall, 0.5)} ms (median), ${processor.toFixed(2)} ms of processor time (mean)`,
    );
}

// The first step that runs from a trace is the one that is measured.
let met = false;
watchRuns((run, trace, wanted) => (externals) => {
  if (!met) {
    met = true;
    compare({ "kernel by kernel": kernelByKernel(trace, wanted), plan: planned(trace, wanted) }, externals);
  }
  return run(externals);
});

console.log(`${which}, ${runs} runs each, ${process.version}, load ${os.loadavg()[0].toFixed(1)}`);
await train(which, 4);
