import test from "node:test";
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { tensor2d, tensor4d, zeros, type Tensor2D } from "../../../../../src/runtime/core/tf.ts";
import { digits } from "../../../../../src/runtime/data/index.ts";
import {
  densityCoverage,
  digitsExtractor,
  energyDistance,
  evaluate,
  extract,
  frechetDistance,
  inceptionScore,
  kid,
  mmd,
  nll,
  precisionRecall,
  slicedWasserstein,
  type Extractor,
  type Measure,
  type Metric,
} from "../../../../../src/runtime/metrics/index.ts";
import { displaySymbol } from "../../../../../src/protocol/host.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { leaves } from "../../no-leak.ts";
import { toyModel } from "../clip/toy-model.ts";

const normal = (count: number, dim: number, seed: number, shift = 0): Tensor2D =>
  tensor2d(
    stream(seed)
      .normal(count * dim)
      .map((z) => z + shift),
    [count, dim],
  );

const close = (a: number, b: number, tolerance = 1e-9) =>
  assert.ok(Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b)), `${a} and ${b}`);

test("Each value is that of the measure by itself, of all pairs and in one split.", async () => {
  const extractor = await digitsExtractor();
  const { train, test: held } = digits();
  const [samples, reference] = [train.images.slice([0, 0, 0, 0], [90, -1, -1, -1]), held.images.slice([0, 0, 0, 0], [70, -1, -1, -1])]; // prettier-ignore
  const all = ["frechet", "kid", "mmd", "energy", "precisionRecall", "densityCoverage"] as const;
  const metrics = [...all, "slicedWasserstein", "inceptionScore"] as const;
  const report = await evaluate(samples, reference, { extractor, metrics, bootstrap: 20, seed: 3 });
  const [a, b] = [await extract(samples, extractor), await extract(reference, extractor)];
  const valueOf = (name: string) => report.measures.find((one) => one.name.startsWith(name))!.value;
  close(valueOf("Fréchet"), (await frechetDistance(a, b)).distance);
  close(valueOf("KID"), (await kid(a, b, { subsetSize: "all" })).mean, 1e-8);
  close(valueOf("MMD²"), (await mmd(a, b, { seed: 3 })).squared);
  close(valueOf("energy"), (await energyDistance(a, b, { biased: false })).squared);
  close(valueOf("sliced"), (await slicedWasserstein(a, b, { seed: 3 })).distance);
  const { precision, recall } = await precisionRecall(a, b);
  close(valueOf("precision"), precision);
  close(valueOf("recall"), recall);
  const { density, coverage } = await densityCoverage(a, b);
  close(valueOf("density"), density);
  close(valueOf("coverage"), coverage);
  const probabilities = extractor.probabilities(samples) as Tensor2D;
  close(valueOf("inception"), (await inceptionScore(probabilities, { splits: 1 })).mean, 1e-5);
  extractor.dispose();
});

const widthOf = ({ interval }: Measure) => interval!.high - interval!.low;

test("The interval of a mean is as wide as the central limit says.", async () => {
  const values = stream(1).normal64(400);
  const samples = normal(400, 2, 5);
  const report = await evaluate(samples, samples, {
    metrics: [],
    perSample: { mine: values },
    bootstrap: 2000,
  });
  const measure = report.measure("mine");
  const mean = values.reduce((sum, x) => sum + x, 0) / 400;
  const sd = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 400);
  close(measure.value, mean);
  // 2 * 1.96 sd / sqrt(400); of 2,000 resamples the quantiles themselves are off by some per cent.
  close(widthOf(measure), (2 * 1.96 * sd) / 20, 0.08);
  close(measure.shift!, 0, 0.01);
});

test("What a measure's bias by few samples is shows in the shift of its resamples.", async () => {
  // Of one distribution: each Fréchet distance is bias alone, and resampling adds about as much again.
  const metrics = ["frechet", "energy"] as const;
  const report = await evaluate(normal(150, 8, 1), normal(150, 8, 2), { metrics, bootstrap: 100 });
  const [frechet, energy] = report.measures;
  const ratio = frechet.shift! / frechet.value;
  assert.ok(ratio > 0.6 && ratio < 1.6, String(ratio));
  assert.ok(Math.abs(energy.shift!) < 0.2 * widthOf(energy), `${energy.shift}, ${widthOf(energy)}`);
});

test("Samples that were trained on are found out, and those that were not are not.", async () => {
  const { train, test: held } = digits();
  const options = { training: train.images, metrics: [], bootstrap: 50 } as const;
  const half = (from: number) => held.images.slice([from, 0, 0, 0], [140, -1, -1, -1]);
  const honest = await evaluate(half(0), half(140), options);
  close(honest.memorisation[0].ratio, 1, 0.25);
  assert.equal(honest.memorisation[0].copies, 0);
  assert.ok(
    !honest.warnings.some((text) => /trained on|training example/.test(text)),
    honest.warnings.join(),
  );

  const noisy = train.images.slice([0, 0, 0, 0], [100, -1, -1, -1]).mul(0.98);
  const thief = await evaluate(noisy, half(0), options);
  const [{ ratio, near, nearest }] = thief.memorisation;
  assert.ok(ratio < 0.2 && near > 0.9, `${ratio}, ${near}`);
  assert.deepEqual(Array.from(nearest.index.subarray(0, 5)), [0, 1, 2, 3, 4]);
  assert.match(thief.warnings.join("\n"), /lie nearer to a training example than 95 % of the held-out ones/);
  const bundle = thief[displaySymbol]();
  assert.match(String(bundle["text/html"]), /<img src="data:image\/png;base64,/);

  const copied = await evaluate(train.images.slice([0, 0, 0, 0], [40, -1, -1, -1]), train.images, options);
  assert.match(copied.warnings.join("\n"), /100 % of the samples are training examples/);
  assert.match(copied.warnings.join("\n"), /100 % of the reference are training examples/);
});

test("By features the nearest training example is another's, and both are told.", async () => {
  const extractor = await digitsExtractor();
  const { train, test: held } = digits();
  const report = await evaluate(held.images.slice([0, 0, 0, 0], [60, -1, -1, -1]), held.images, {
    extractor,
    training: train.images,
    metrics: [],
    bootstrap: 20,
  });
  assert.deepEqual(
    report.memorisation.map(({ by }) => by),
    ["pixels", "features"],
  );
  extractor.dispose();
});

test("A report is written as JSON with all that it rests on, the same for the same seed.", async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "noisebook-report-"));
  try {
    const made = () => evaluate(normal(60, 2, 1), normal(50, 2, 2), { bootstrap: 20, seed: 4 });
    const file = path.join(folder, "report.json");
    await (await made()).write(file);
    const read = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
    assert.deepEqual(read, JSON.parse(JSON.stringify(await made())));
    assert.equal(read.seed, 4);
    assert.deepEqual(read.samples, { count: 60, shape: [2] });
    assert.match((read.versions as { noisebook: string }).noisebook, /^\d+\.\d+\.\d+/);
    const text = String((await made())[displaySymbol]()["text/plain"]);
    assert.match(text, /60 samples beside 50 of the reference/);
    assert.match(text, /energy distance²/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("Examples that are made when their turn comes give the same report.", async () => {
  const [whole, reference] = [normal(90, 2, 1), normal(50, 2, 2)];
  const source = { count: 90, images: (from: number, to: number) => whole.slice([from, 0], [to - from, -1]) };
  const options = { metrics: ["frechet", "energy"], bootstrap: 20, batch: 32 } as const;
  assert.deepEqual(
    (await evaluate(source, reference, options)).measures,
    (await evaluate(whole, reference, options)).measures,
  );
});

test("Large sets are looked at in part by what goes with the square, and the report says of how many.", async () => {
  const report = await evaluate(normal(200, 2, 1), normal(150, 2, 2), { most: 100, bootstrap: 20 });
  assert.deepEqual(report.measure("energy distance²").counts, [100, 100]);
  assert.deepEqual(report.measure("Fréchet distance").counts, [200, 150]);
});

test("Captions and a likelihood get rows of their own.", async () => {
  const model = toyModel();
  const texts = ["red", "green", "blue", "red green"];
  const images = tensor4d(
    [
      [1, 0, 0],
      [0, 1, 0],
      [1, 0, 0],
      [1, 0, 0],
    ].flat(),
    [4, 1, 1, 3],
  );
  const likelihood = nll(
    { mean: 2, error: 0.1, examples: Float64Array.of(1.5, 2.5) },
    { dims: 3, of: "density" },
  );
  const report = await evaluate(images, images, {
    metrics: [],
    captions: { texts, model },
    likelihood,
    bootstrap: 20,
  });
  // Cosines of the colours' unit vectors: 1, 1, 0 and half the root of 2.
  close(report.measure("CLIPScore by three colours").value, (2.5 * (2 + Math.SQRT1_2)) / 4);
  assert.ok(model.heard.every((text) => text.startsWith("A photo depicts ")));
  const cost = report.measures.find(({ name }) => name.startsWith("−log2 p"))!;
  close(cost.value, 2);
  assert.match(cost.name, /exact of a density: change of variables/);
  await assert.rejects(
    evaluate(images, images, { metrics: [], captions: { texts: ["red"], model } }),
    /1 captions for 4 samples/,
  );
});

test("It leaves no tensor behind, and stops when it is told to.", async () => {
  const [samples, reference] = [normal(60, 2, 1), normal(50, 2, 2)];
  await leaves(0, async () => {
    await evaluate(samples, reference, { bootstrap: 20, training: reference });
  });
  const stop = new AbortController();
  stop.abort(new Error("enough"));
  await leaves(0, () => assert.rejects(evaluate(samples, reference, { signal: stop.signal }), /enough/));
});

test("What cannot be is refused in words.", async () => {
  const x = normal(30, 2, 1);
  const within: Extractor = { name: "itself", range: [-5, 5], features: (y) => y };
  const bad: [() => Promise<unknown>, RegExp][] = [
    [() => evaluate(x, x, { bootstraps: 3 } as object), /evaluate has no option "bootstraps"/],
    [() => evaluate(x, x, { metrics: ["fid"] as never }), /no metric "fid": evaluate knows frechet/],
    [() => evaluate(x, x, { metrics: ["inceptionScore"] }), /needs class probabilities/],
    [() => evaluate(x, x, { bootstrap: 5 }), /0 or at least 20/],
    [() => evaluate(x, x, { range: [0, 1] }), /was given none/],
    [() => evaluate(x, x, { perSample: { a: [1] } }), /"a" of perSample has 1 numbers for 30 samples/],
    [() => evaluate(x, normal(30, 3, 1)), /examples of shape \[3\], and samples have \[2\]/],
    [() => evaluate(zeros([30, 2]).div(0), x), /hold NaN/],
    [() => evaluate(x, x.mul(3), { extractor: within }), /go from .* are said to lie in \[-5, 5\]/],
    [() => evaluate(x, x, { extractor: { ...within, features: (y) => y.log() } }), /"itself" made .* NaN/],
  ];
  for (const [work, said] of bad) await assert.rejects(work, said);
  const report = await evaluate(x, x, { metrics: ["energy"], bootstrap: 0 });
  assert.throws(() => report.measure("FID"), /no "FID" in the report: it has energy distance²/);
});

test("Too few samples for a metric, or too few of the reference, are refused and not judged by halves.", async () => {
  const [some, enough] = [normal(12, 2, 1), normal(12, 2, 2)];
  const least: [Metric, number][] = [
    ["frechet", 2],
    ["kid", 2],
    ["mmd", 2],
    ["energy", 2],
    ["slicedWasserstein", 2],
    ["precisionRecall", 4],
    ["densityCoverage", 6],
  ];
  for (const [metric, n] of least) {
    const options = { metrics: [metric], bootstrap: 20 };
    const of = (count: number) => some.slice([0, 0], [count, 2]);
    await assert.rejects(
      evaluate(of(n - 1), enough, options),
      new RegExp(`"${metric}" .* at least ${n} samples`),
    );
    await assert.rejects(evaluate(enough, of(n - 1), options), new RegExp(`not 12 and ${n - 1}$`));
    const { measures } = await evaluate(of(n), enough, options);
    assert.ok(measures.every(({ value }) => Number.isFinite(value)));
  }
});
