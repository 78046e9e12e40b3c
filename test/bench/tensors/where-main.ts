// How much of a compiled step is its graph, and how much JavaScript around it.
//   node esbuild.mjs tests && NOISEBOOK_BACKEND=native node dist/test/bench/tensors/where-main.mjs mlp 3000     or: unet 150, ddim 20
import os from "node:os";
import { Targets } from "../../../src/runtime/compile/targets.ts";
import * as tf from "../../../src/runtime/core/tf.ts";
import { gaussian } from "../../../src/runtime/diffusion/index.ts";
import { mlp, unet } from "../../../src/runtime/networks/index.ts";
import { ddim } from "../../../src/runtime/samplers/index.ts";
import { linear } from "../../../src/runtime/schedules/index.ts";
import { fit } from "../../../src/runtime/training/index.ts";

const [, , which = "mlp", count = "300"] = process.argv;
const diffusion = gaussian({ schedule: linear({ steps: 1000 }), predict: "eps" });

/** When each run of a graph began, and what it took (ms). */
const runs: { began: number; took: number }[] = [];

// eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its own `this` below.
const plain = Targets.prototype.of;
Targets.prototype.of = function (trace, wanted) {
  const target = plain.call(this, trace, wanted);
  return {
    dispose: () => target.dispose(),
    run(externals) {
      const began = performance.now();
      const results = target.run(externals);
      runs.push({ began, took: performance.now() - began });
      return results;
    },
  };
};

const training = { steps: Number(count), show: false } as const;
if (which === "mlp")
  await fit(mlp({ dim: 2, width: 128, depth: 3 }), diffusion.loss, { data: tf.randomNormal([512, 2]), batch: 256, ...training }); // prettier-ignore
else if (which === "unet")
  await fit(unet({ shape: [16, 16, 1] }), diffusion.loss, { data: tf.randomNormal([64, 16, 16, 1]), batch: 32, ...training }); // prettier-ignore
else {
  const denoiser = diffusion.denoiser(unet({ shape: [16, 16, 1] }));
  for (let run = 0; run < Number(count); run++)
    for await (const { x } of ddim(denoiser, { steps: 20, shape: [32, 16, 16, 1], seed: 1 })) x.shape.at(0);
}

// The first tenth is not counted: tfjs and V8 settle.
const steady = runs.slice(Math.ceil(runs.length / 10));
const last = steady.at(-1)!;
const span = last.began + last.took - steady[0].began;
const inGraphs = steady.reduce((sum, { took }) => sum + took, 0);
console.log(
  `${which}, ${tf.getBackend()}, ${process.version}, load ${os.loadavg()[0].toFixed(1)}: ${(span / steady.length).toFixed(2)} ms ` +
    `for each graph's run, ${((100 * inGraphs) / span).toFixed(0)} % of it in the graph (mean of ${steady.length} runs)`,
);
