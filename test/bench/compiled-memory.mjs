// Whether compiled steps leave anything behind: a long run of `fit` on an MLP, and what is held every so many steps.
//   node esbuild.mjs && NOISEBOOK_BACKEND=wasm node --expose-gc test/bench/compiled-memory.mjs [steps]
import os from "node:os";
import path from "node:path";

const runtime = path.join(import.meta.dirname, "../../dist/runtime");
const [tf, { moons }, { gaussian }, { mlp }, { linear }, { fit }] = await Promise.all(
  ["tfjs", "data", "diffusion", "networks", "schedules", "training"].map(
    (name) => import(path.join(runtime, `${name}.js`)),
  ),
);
const steps = Number(process.argv[2] ?? 10_000);
const every = Math.ceil(steps / 10);

console.log(`${process.version}, ${tf.getBackend()}, load ${os.loadavg()[0]?.toFixed(1)}`);
const { loss } = gaussian({ schedule: linear({ steps: 1000 }) });
const { compiled, seconds } = await fit(mlp({ dim: 2, width: 128, depth: 3 }), loss, {
  data: moons(4096, { seed: 1 }),
  batch: 256,
  steps,
  show: false,
  ema: 0.99,
  onStep: (/** @type {number} */ step) => {
    if (step % every !== 0 && step !== 10) return;
    globalThis.gc?.();
    const { numTensors, numBytes } = tf.memory();
    const { rss, heapUsed, external } = process.memoryUsage();
    const [heap, outside, all] = [heapUsed, external, rss].map((bytes) => (bytes / 1e6).toFixed(1));
    console.log(
      `step ${String(step).padStart(6)}: ${numTensors} tensors, ${(numBytes / 1e6).toFixed(3)} MB in them; JavaScript ${heap} MB, outside of it ${outside} MB, process ${all} MB`,
    );
  },
});
console.log(
  `${compiled.steps} of ${steps} steps ran as a graph, ${((1000 * seconds) / steps).toFixed(2)} ms each`,
);
