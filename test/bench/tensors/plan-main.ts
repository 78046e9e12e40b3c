// A training step's trace on wasm, kernel by kernel and as a plan, in turn within one process, so that others' load meets both.
//   node esbuild.mjs tests && NOISEBOOK_BACKEND=wasm node dist/test/bench/tensors/plan-main.mjs mlp 600     or: unet 30
import os from "node:os";
import { free } from "../../../src/runtime/compile/home.ts";
import { kernelByKernel } from "../../../src/runtime/compile/kernel-by-kernel.ts";
import { planned } from "../../../src/runtime/compile/plan/index.ts";
import type { Target } from "../../../src/runtime/compile/target.ts";
import { Targets } from "../../../src/runtime/compile/targets.ts";
import * as tf from "../../../src/runtime/core/tf.ts";
import { gaussian } from "../../../src/runtime/diffusion/index.ts";
import { mlp, unet } from "../../../src/runtime/networks/index.ts";
import { linear } from "../../../src/runtime/schedules/index.ts";
import { fit } from "../../../src/runtime/training/index.ts";

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
// eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its own `this` below.
const plain = Targets.prototype.of;
let met = false;
Targets.prototype.of = function (trace, wanted) {
  const target = plain.call(this, trace, wanted);
  return {
    dispose: () => target.dispose(),
    run: (externals) => {
      if (!met) {
        met = true;
        compare(
          { "kernel by kernel": kernelByKernel(trace, wanted), plan: planned(trace, wanted) },
          externals,
        );
      }
      return target.run(externals);
    },
  };
};

console.log(`${which}, ${runs} runs each, ${process.version}, load ${os.loadavg()[0].toFixed(1)}`);
const { loss } = gaussian({ schedule: linear({ steps: 1000 }), predict: "eps" });
const options = { steps: 4, show: false } as const;
if (which === "mlp")
  await fit(mlp({ dim: 2, width: 128, depth: 3 }), loss, { data: tf.randomNormal([512, 2]), batch: 256, ...options }); // prettier-ignore
else
  await fit(unet({ shape: [16, 16, 1] }), loss, { data: tf.randomNormal([64, 16, 16, 1]), batch: 32, ...options }); // prettier-ignore
