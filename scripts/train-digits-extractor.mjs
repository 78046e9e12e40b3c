// Trains what `digitsExtractor` looks at digits with: src/runtime/metrics/weights/digits-extractor.safetensors.
//   node esbuild.mjs && node scripts/train-digits-extractor.mjs [steps]
// Takes a minute on two cores. The seed is fixed: the same steps on the same backend with one thread
// (NOISEBOOK_THREADS=1) give the same file. It prints the share of test digits that it names right.
import { mkdir } from "node:fs/promises";

const root = new URL("../", import.meta.url);
/** @param {string} name */
const room = (name) => import(new URL(`dist/runtime/${name}.js`, root).href);

const [{ digitsNetwork }, { fit }, { digits }, { save }, { losses, oneHot, tensor, tidy }] =
  await Promise.all(["metrics", "training", "data", "checkpoint", "tfjs"].map(room));

const steps = Number(process.argv[2] ?? 2000);
const model = digitsNetwork();
const { train, test } = digits();
console.log(`${model.title}, ${model.size.toLocaleString("en")} weights`);

/**
 * Cross entropy of images with a little noise on them: scans differ by more than the 1,500 tell.
 * @param {import("../src/runtime/metrics/index.ts").DigitsNetwork} network
 * @param {import("@tensorflow/tfjs-core").Tensor} images
 * @param {import("../src/runtime/random/index.ts").Stream} random
 * @param {import("@tensorflow/tfjs-core").Tensor} labels
 */
const loss = (network, images, random, labels) =>
  tidy(() => {
    const noisy = images.add(tensor(random.normal(images.size), images.shape).mul(0.3));
    return losses.softmaxCrossEntropy(oneHot(labels, 10), network(noisy));
  });
const began = performance.now();
await fit(model, loss, {
  data: train.images,
  condition: train.labels,
  batch: 64,
  steps,
  seed: 0,
  learningRate: 2e-3,
  warmup: 100,
  decay: "cosine",
  ema: 0.99,
});

const right = await model(test.images).argMax(1).equal(test.labels).mean().data();
const seconds = ((performance.now() - began) / 1000).toFixed(0);
console.log(
  `${(100 * right[0]).toFixed(1)} % of ${test.labels.size} test digits are named right, after ${seconds} s`,
);

const folder = new URL("src/runtime/metrics/weights/", root);
await mkdir(folder, { recursive: true });
await save(model, new URL("digits-extractor.safetensors", folder), {
  model: model.title,
  trainedOn:
    "Optical Recognition of Handwritten Digits (Alpaydin and Kaynak, 1998, CC BY 4.0), the training part",
  script: "scripts/train-digits-extractor.mjs",
  steps: String(steps),
});
