// Judges the shipped model of digits by `evaluate`, under several samplers, and writes the table of docs/metrics.md.
//   npm run docs:metrics [-- --samples 1000]
// Seeds are fixed; with the same backend and one thread (NOISEBOOK_THREADS=1) the table is the same. About ten minutes on two
// cores. An interrupt leaves the file as it was.
import { parseArgs } from "node:util";
import { between } from "./between.mjs";
import { room } from "./room.mjs";

const root = new URL("../../", import.meta.url);
const { values } = parseArgs({ options: { samples: { type: "string", default: "1000" } } });
const count = Number(values.samples);
const seed = 7;

const [
  metrics,
  { digits },
  { unet },
  { load },
  { gaussian },
  { linear },
  samplers,
  { noise },
  { concat },
  { backend },
] = await Promise.all(
  [
    "metrics",
    "data",
    "networks",
    "checkpoint",
    "diffusion",
    "schedules",
    "samplers",
    "random",
    "tfjs",
    "backend",
  ].map(room),
);
const { evaluate, digitsExtractor } = metrics;
const net = unet({ shape: [8, 8, 1], channels: [24, 48] });
await load(net, new URL("notebooks/checkpoints/digits-unet.safetensors", root));
const denoiser = gaussian({ schedule: linear({ steps: 1000 }), predict: "eps" }).denoiser(net);
const { train, test } = digits();
const extractor = await digitsExtractor();

/** @typedef {import("../../src/runtime/metrics/index.ts").Report} Report */
/** @typedef {import("@tensorflow/tfjs-core").Tensor} Tensor */

/** Images at a time: each batch starts from noise of its own. */
const batch = 250;

/** @param {string} name @param {number} steps @param {object} options */
async function draw(name, steps, options) {
  const parts = [];
  let calls = 0;
  for (let from = 0; from < count; from += batch) {
    const size = Math.min(batch, count - from);
    const own = seed + from;
    const x = noise([size, 8, 8, 1], { seed: own });
    for await (const frame of samplers[name](denoiser, { x, steps, seed: own, clip: [-1, 1], ...options })) {
      calls = frame.nfe;
      if (frame.step === frame.steps) parts.push(frame.x.clipByValue(-1, 1));
    }
    x.dispose();
  }
  return { images: concat(parts), calls };
}

/** @type {[title: string, sampler: string, steps: number, options?: object][]} */
const rows = [
  ["DDPM", "ddpm", 10],
  ["DDPM", "ddpm", 50],
  ["DDPM", "ddpm", 250],
  ["DDIM", "ddim", 5],
  ["DDIM", "ddim", 10],
  ["DDIM", "ddim", 20],
  ["DDIM", "ddim", 50],
  ["Heun", "heun", 10],
  ["DPM-Solver++ 2M", "dpmSolverPlusPlus", 5],
  ["DPM-Solver++ 2M", "dpmSolverPlusPlus", 10],
  ["DPM-Solver++ 2M", "dpmSolverPlusPlus", 20],
  ["UniPC", "unipc", 5],
  ["UniPC", "unipc", 10],
  ["UniPC", "unipc", 20],
];

/** @type {[string, string, string][]} */
const columns = [
  ["Fréchet ↓", "Fréchet distance", "2"],
  ["KID ↓", "KID", "1"],
  ["precision ↑", "precision", "3"],
  ["recall ↑", "recall", "3"],
  ["density", "density", "2"],
  ["coverage ↑", "coverage", "3"],
  ["inception score ↑", "inception score", "2"],
];

/** @param {number} value @param {{ low: number, high: number } | null} interval @param {number} places */
const figure = (value, interval, places) =>
  `${value.toFixed(places)} (${interval ? `${interval.low.toFixed(places)} to ${interval.high.toFixed(places)}` : "–"})`;

/** @param {string[]} head @param {Report} report */
function line(head, report) {
  const cells = columns.map(([, name, places]) => {
    const { value, interval } = report.measure(name);
    return figure(value, interval, Number(places));
  });
  const memorised = report.memorisation.map(({ ratio, ratioInterval }) => figure(ratio, ratioInterval, 2));
  return `| ${[...head, ...cells, ...memorised].join(" | ")} |`;
}

const options = { extractor, training: train.images, seed, pictures: 0 };
const head = [
  "sampler",
  "calls",
  ...columns.map(([title]) => title),
  "distance to training, pixels",
  "the same, features",
];
const lines = [`| ${head.join(" | ")} |`, `| ${head.map(() => "---").join(" | ")} |`];

// What real digits get: half of those that nothing was trained on beside the other half.
const half = Math.floor(test.images.shape[0] / 2);
const first = test.images.slice([0, 0, 0, 0], [half, -1, -1, -1]);
const second = test.images.slice([half, 0, 0, 0], [-1, -1, -1, -1]);
lines.push(
  line(
    [`(${half} test digits beside the other ${second.shape[0]})`, ""],
    await evaluate(first, second, options),
  ),
);
// And what a model gets that repeats its training data.
const copies = train.images.slice([0, 0, 0, 0], [count, -1, -1, -1]);
lines.push(
  line([`(${count.toLocaleString("en")} training digits)`, ""], await evaluate(copies, test.images, options)),
);
for (const [title, sampler, steps, own = {}] of rows) {
  const began = performance.now();
  const { images, calls } = await draw(sampler, steps, own);
  const drawn = performance.now();
  const report = await evaluate(images, test.images, options);
  lines.push(line([`${title}, ${steps} steps`, String(calls)], report));
  images.dispose();
  console.error(
    `${title} ${steps}: ${((drawn - began) / 1000).toFixed(1)} s, judged in ${((performance.now() - drawn) / 1000).toFixed(1)} s`,
  );
}

const said = `${count.toLocaleString("en")} samples of each sampler beside ${test.images.shape[0]} test digits, seed ${seed}, by ${extractor.name}, 200 bootstrap resamples, on ${backend.name}:`;
between("digits: npm run docs:metrics", `${said}\n\n${lines.join("\n")}`);
