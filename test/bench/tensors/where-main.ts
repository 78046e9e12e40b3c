// How much of a compiled step is its graph, and how much JavaScript around it.
//   node esbuild.mjs tests && NOISEBOOK_BACKEND=native node dist/test/bench/tensors/where-main.mjs mlp 3000     or: unet 150, ddim 20
import os from "node:os";
import * as tf from "../../../src/runtime/core/tf.ts";
import { unet } from "../../../src/runtime/networks/index.ts";
import { ddim } from "../../../src/runtime/samplers/index.ts";
import { diffusion, train, watchRuns } from "./compiled.ts";

const [, , which = "mlp", count = "300"] = process.argv;

/** When each run of a graph began, and what it took (ms). */
const runs: { began: number; took: number }[] = [];
watchRuns((run) => (externals) => {
  const began = performance.now();
  const results = run(externals);
  runs.push({ began, took: performance.now() - began });
  return results;
});

if (which === "mlp" || which === "unet") await train(which, Number(count));
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
