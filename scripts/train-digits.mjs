// Trains the checkpoint that the tour loads: notebooks/checkpoints/digits-unet.safetensors.
//   node esbuild.mjs && node scripts/train-digits.mjs [steps]
// Takes 15 to 25 minutes on two cores. The seed is fixed: the same steps on the same backend with one
// thread (NOISEBOOK_THREADS=1) give the same file.
import { mkdir } from "node:fs/promises";

const root = new URL("../", import.meta.url);
/** @param {string} name */
const room = (name) => import(new URL(`dist/runtime/${name}.js`, root).href);

const [{ linear }, { gaussian }, { unet }, { fit }, { digits }, { save }, { backend }] = await Promise.all(
  ["schedules", "diffusion", "networks", "training", "data", "checkpoint", "backend"].map(room),
);

const steps = Number(process.argv[2] ?? 5000);
const diffusion = gaussian({ schedule: linear({ steps: 1000 }), predict: "eps" });
const model = unet({ shape: [8, 8, 1], channels: [24, 48], seed: 0 });
const { train } = digits();
const began = performance.now();

console.log(`${model.title}, ${model.size.toLocaleString("en")} weights, on ${backend.name}`);
let done = 0;
/**
 * The diffusion's loss, which now and then tells how far the run is.
 * @param {unknown[]} args
 */
const tell = (...args) => {
  done++;
  const seconds = (performance.now() - began) / 1000;
  if (done % 250 === 0) console.log(`step ${done} of ${steps}, ${seconds.toFixed(0)} s`);
  return diffusion.loss(...args);
};
await fit(model, tell, {
  data: train.images,
  batch: 64,
  steps,
  seed: 0,
  learningRate: 2e-3,
  warmup: 100,
  decay: "cosine",
  ema: 0.999,
});

const folder = new URL("notebooks/checkpoints/", root);
await mkdir(folder, { recursive: true });
await save(model, new URL("digits-unet.safetensors", folder), {
  model: model.title,
  trainedOn: "Optical Recognition of Handwritten Digits (Alpaydin and Kaynak, 1998, CC BY 4.0)",
  script: "scripts/train-digits.mjs",
  steps: String(steps),
});
