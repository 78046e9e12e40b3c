// Judges the shipped CLIP of shapes by what it can tell apart, and writes its table of docs/metrics.md: npm run docs:shapes
// Seeds are fixed. Less than a minute.
import { between } from "./between.mjs";
import { room } from "./room.mjs";

const [{ shapes, mismatched }, metrics, { backend }] = await Promise.all(
  ["data", "metrics", "backend"].map(room),
);
const count = 2000;
const seed = 31;
const clip = await metrics.shapesClip();
const { test } = shapes({ train: 1, test: count, seed });
const own = await metrics.clipScore(clip, test.images, test.captions);
const ownCosines = (await metrics.torchmetricsClipScore(clip, test.images, test.captions)).values;

/** @param {string} title @param {(string | null)[]} captions */
async function line(title, captions) {
  const said = captions.map((caption, i) => caption ?? test.captions[i]);
  const { values } = await metrics.clipScore(clip, test.images, said);
  const cosines = (await metrics.torchmetricsClipScore(clip, test.images, said)).values;
  const at = captions.flatMap((caption, i) => (caption === null ? [] : [i]));
  const mean = at.reduce((sum, i) => sum + values[i], 0) / at.length;
  const below = at.filter((i) => cosines[i] < ownCosines[i]).length / at.length;
  return `| ${title} | ${at.length.toLocaleString("en")} | ${mean.toFixed(3)} | ${(100 * below).toFixed(1)} % |`;
}

const { precision, error } = await metrics.clipRPrecision(clip, test.images, test.captions);
const lines = [
  "| caption | pairs | CLIPScore, mean | the own is nearer by its cosine |",
  "| --- | --- | --- | --- |",
  `| the picture's own | ${count.toLocaleString("en")} | ${own.mean.toFixed(3)} | |`,
  await line("another picture's", mismatched(test, "picture")),
  await line("its own with one word changed", mismatched(test, "word", { seed })),
  await line("its own with the places of two things exchanged", mismatched(test, "places")),
];
between(
  "shapes: npm run docs:shapes",
  `${count.toLocaleString("en")} held-out pictures, seed ${seed}, by ${clip.name}, on ${backend.name}. CLIP-R precision among 100 captions: ${precision.toFixed(3)} ± ${error.toFixed(3)}.\n\n${lines.join("\n")}`,
);
