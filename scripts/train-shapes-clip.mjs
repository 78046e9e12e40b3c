// Trains the small CLIP model that shapesClip() loads: src/runtime/metrics/weights/shapes-clip.
//   node esbuild.mjs && node scripts/train-shapes-clip.mjs [from] [to]
// Takes about four minutes a round on two cores; `from` and `to` do some of the rounds alone, on what the file has. Seeds are
// fixed: the same rounds on the same backend with one thread (NOISEBOOK_THREADS=1) give the same file.
import { mkdir, writeFile } from "node:fs/promises";
import { byteSymbols, mergesOf } from "./lib/byte-pairs.mjs";

const root = new URL("../", import.meta.url);
/** @param {string} name */
const room = (name) => import(new URL(`dist/runtime/${name}.js`, root).href);

const [
  { captionsOf, drawShapes, shapes },
  { newClip, clipTokenizer },
  { fit },
  { load, save },
  { stream },
  { backend },
  tf,
] = await Promise.all(["data", "metrics", "training", "checkpoint", "random", "backend", "tfjs"].map(room));

const steps = 1000;
const rates = [2e-3, 1e-3, 1e-3];
const [from, to] = [process.argv[2] ?? 0, process.argv[3] ?? rates.length].map(Number);
const batch = 32; // and as many that are nearly the same
let round = from;
const folder = new URL("src/runtime/metrics/weights/shapes-clip/", root);
await mkdir(folder, { recursive: true });

const { train, test } = shapes({ train: 20_000, test: 256, seed: 1 });
const prefixes = ["", "", "A photo depicts ", "a picture of "];

// The tokenizer: every word that the captions have is one token, and any other text can be written in bytes.
const merges = mergesOf([
  ...new Set([...train.captions, ...prefixes].flatMap((text) => text.toLowerCase().split(" "))),
]);
const tokens = [
  ...new Set([
    ...byteSymbols,
    ...byteSymbols.map((symbol) => `${symbol}</w>`),
    ...merges.map(([left, right]) => left + right),
    "<|startoftext|>",
    "<|endoftext|>",
  ]),
];
const files = {
  "vocab.json": JSON.stringify(Object.fromEntries(tokens.map((token, id) => [token, id]))),
  "merges.txt": `#version: 0.2\n${merges.map((pair) => pair.join(" ")).join("\n")}\n`,
  "config.json": JSON.stringify(
    {
      model_type: "clip",
      projection_dim: 64,
      text_config: {
        hidden_size: 48,
        intermediate_size: 96,
        num_hidden_layers: 2,
        num_attention_heads: 4,
        vocab_size: tokens.length,
        max_position_embeddings: 32,
        eos_token_id: tokens.length - 1,
      },
      vision_config: {
        hidden_size: 64,
        intermediate_size: 128,
        num_hidden_layers: 3,
        num_attention_heads: 4,
        image_size: 32,
        patch_size: 8,
      },
    },
    null,
    2,
  ),
  "preprocessor_config.json": JSON.stringify(
    { size: 32, crop_size: 32, image_mean: [0.3, 0.3, 0.3], image_std: [0.25, 0.25, 0.25] },
    null,
    2,
  ),
};
for (const [name, text] of Object.entries(files)) await writeFile(new URL(name, folder), text);

const { vocab_size, max_position_embeddings: context } = JSON.parse(files["config.json"]).text_config;
const tokenizer = await clipTokenizer(folder, { context });
const model = newClip(files["config.json"], { seed: 0 });
console.log(
  `${model.title}, ${model.size.toLocaleString("en")} weights, ${vocab_size} tokens, on ${backend.name}`,
);

/** @template T @param {any} random @param {readonly T[]} list @returns {T} */
const oneOf = (random, list) => list[random.integers(1, list.length)[0]];
/** @param {any} random @param {readonly any[]} scenes */
const texts = (random, scenes) =>
  scenes.map((scene) => tokenizer.encode(oneOf(random, prefixes) + oneOf(random, captionsOf(scene))).ids);
/** @param {any} scene */
const meaning = (scene) => captionsOf(scene)[0];

/** @type {Record<string, any[]>} */
const ofKind = { one: [], two: [] };
for (const scene of train.scenes) ofKind[scene.kind].push(scene);
const trained = new Set(train.scenes.map(meaning));

/** A scene that differs from this one by a word, or by two that change places.
 * @param {any} random @param {any} scene @returns {any} */
function changed(random, scene) {
  const other = oneOf(random, ofKind[scene.kind]);
  if (scene.kind === "one") {
    const { thing, size, place } = other;
    const ways = [
      { thing: { ...scene.thing, colour: thing.colour } },
      { thing: { ...scene.thing, form: thing.form } },
      { thing: { ...scene.thing, form: thing.form } },
      { size },
      { place },
    ];
    return { ...scene, ...oneOf(random, ways) };
  }
  const { first, second } = scene;
  const ways = [
    { first: { ...first, colour: other.first.colour } },
    { first: { ...first, form: other.first.form } },
    { second: { ...second, colour: other.second.colour } },
    { second: { ...second, form: other.second.form } },
    { first: { ...first, colour: second.colour }, second: { ...second, colour: first.colour } },
    { first: { ...first, form: second.form }, second: { ...second, form: first.form } },
    { first: second, second: first },
    { relation: scene.relation === "above" ? "left" : "above" },
  ];
  return { ...scene, ...oneOf(random, ways) };
}

/** One of them that means something else, and is `allowed`.
 * @param {any} random @param {any} scene @param {(scene: any) => boolean} allowed @returns {any} */
function nearly(random, scene, allowed) {
  for (let tries = 0; tries < 100; tries++) {
    const other = changed(random, scene);
    if (meaning(other) !== meaning(scene) && allowed(other)) return other;
  }
  return scene; // all that is near is kept to test with
}

/** @param {any} clip @param {readonly any[]} scenes @param {number} seed */
const unitImages = (clip, scenes, seed) => {
  const images = drawShapes(scenes, { seed });
  return unit(clip(images.add(1).div(2).sub(0.3).div(0.25)));
};
/** @param {any} x */
const unit = (x) => x.div(x.square().sum(1, true).sqrt());

/** The share of pictures of scenes never trained on that lie nearer to their caption than to one that is nearly right.
 * @param {any} clip @param {number} step */
async function toldApart(clip, step) {
  const random = stream(step);
  const others = test.scenes.map((/** @type {any} */ scene) => nearly(random, scene, () => true));
  const nearer = tf.tidy(() => {
    const images = unitImages(clip, test.scenes, 1);
    const [right, wrong] = [test.scenes, others].map((scenes) => unit(clip.texts(texts(random, scenes))));
    return images.mul(right.sub(wrong)).sum(1).greater(0).mean();
  });
  const [share] = await nearer.data();
  nearer.dispose();
  console.log(`after ${step} steps ${(100 * share).toFixed(1)} % of ${test.scenes.length} pictures`);
  return share;
}

/** @type {Record<string, string>} */
const opposite = { left: "right", right: "left", top: "bottom", bottom: "top" };

/** Captions that put two things at one place, which no picture shows: a single word is wrong. In the last round, when all
 * else has been learned.
 * @param {any} random @param {readonly any[]} scenes @returns {number[][]} */
function atOnePlace(random, scenes) {
  if (round < rates.length - 1) return [];
  return scenes
    .filter(({ kind }) => kind === "two")
    .map((scene) => {
      const words = oneOf(random, captionsOf(scene)).split(" ");
      const places = words.flatMap((/** @type {string} */ word, /** @type {number} */ i) =>
        opposite[word] ? [i] : [],
      );
      const i = oneOf(random, places);
      return tokenizer.encode(oneOf(random, prefixes) + words.with(i, opposite[words[i]]).join(" ")).ids;
    });
}

/** The contrastive loss of 2103.00020, of pictures and captions of scenes of which each stands beside one that is nearly it.
 * @param {any} clip @param {any} picked @param {any} random */
const loss = (clip, picked, random) =>
  tf.tidy(() => {
    const some = Array.from(picked.dataSync(), (i) => train.scenes[i]);
    const near = some.map((scene) => nearly(random, scene, (other) => trained.has(meaning(other))));
    const scenes = [...some, ...near];
    const n = scenes.length;
    const said = scenes.map(meaning);
    // A caption that is true of another picture too is no wrong answer there.
    const mask = Float32Array.from({ length: n * n }, (_, k) => {
      const [i, j] = [Math.floor(k / n), k % n];
      return i !== j && said[i] === said[j] ? -1e9 : 0;
    });
    const images = unitImages(clip, scenes, random.integers(1, 2 ** 31)[0]);
    const untrue = atOnePlace(random, some);
    const captions = unit(clip.texts([...texts(random, scenes), ...untrue]));
    const scale = clip.weights.logit_scale.minimum(Math.log(100)).exp();
    const all = images.matMul(captions, false, true).mul(scale);
    const pairs = all.slice([0, 0], [n, n]).add(tf.tensor(mask, [n, n]));
    const logits = tf.concat([pairs, all.slice([0, n], [n, untrue.length])], 1);
    const own = tf.eye(n);
    const byImage = tf.logSoftmax(logits).slice([0, 0], [n, n]).mul(own).sum();
    const byText = tf.logSoftmax(pairs.transpose()).mul(own).sum();
    return byImage.add(byText).div(-2 * n);
  });

const began = performance.now();
const file = new URL("model.safetensors", folder);
if (from > 0) await load(model, file);
for (; round < to; round++) {
  await fit(model, loss, {
    data: tf.range(0, train.scenes.length),
    batch,
    steps,
    seed: round,
    learningRate: rates[round],
    warmup: 50,
    decay: "cosine",
    ema: 0.99,
    show: false,
    metrics: { toldApart },
    metricsEvery: steps / 2,
  });
  const seconds = (performance.now() - began) / 1000;
  console.log(
    `round ${round + 1} of ${rates.length} has ended, ${seconds.toFixed(0)} s; with averaged weights,`,
  );
  await toldApart(model, steps);
  await save(model, file, {
    model: model.title,
    trainedOn: "shapes({ train: 20000, test: 256, seed: 1 }).train",
    script: "scripts/train-shapes-clip.mjs",
    steps: String(steps * (round + 1)),
  });
}
