import test from "node:test";
import assert from "node:assert/strict";
import { tensor4d, type Tensor4D } from "../../../../../src/runtime/core/tf.ts";
import {
  clipRPrecision,
  clipScore,
  directionalSimilarity,
  embedCaptions,
  refClipScore,
  torchmetricsClipScore,
} from "../../../../../src/runtime/metrics/index.ts";
import { displaySymbol } from "../../../../../src/protocol/host.ts";
import { grid, near, normal } from "../grid.ts";
import { leaves } from "../../no-leak.ts";
import { toyModel } from "./toy-model.ts";

const degrees = (angle: number, length = 1): number[] => {
  const radians = (angle * Math.PI) / 180;
  return [length * Math.cos(radians), length * Math.sin(radians)];
};

/** Pictures of 2x2 pixels of one colour each. */
const plain = (...colours: [number, number, number][]): Tensor4D =>
  tensor4d(
    colours.flatMap((colour) => [colour, colour, colour, colour].flat()),
    [colours.length, 2, 2, 3],
  );
const [red, green, blue]: [number, number, number][] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

test("CLIPScore is 2.5 max(cos, 0), of embeddings of any length.", async () => {
  const images = [degrees(0, 3), degrees(10, 0.2), degrees(0)];
  const captions = [degrees(60), degrees(10, 7), degrees(120)];
  const { values, mean, error, warnings } = await clipScore(images, captions);
  [1.25, 2.5, 0].forEach((expected, i) => near(values[i], expected, 1e-14));
  near(mean, 1.25, 1e-14);
  near(error!, 1.25 / Math.sqrt(3), 1e-14); // deviations 0, 1.25, -1.25, over n - 1 = 2
  assert.match(warnings.join(), /^The cosine of 1 of 3 pairs is below 0/);
  near((await clipScore(images, captions, { weight: 1 })).values[0], 0.5, 1e-14);
});

test("The score of torchmetrics is 100 times the mean cosine, and the mean alone is cut at 0.", async () => {
  // 100 (cos 60 + cos 120 + cos 0) / 3, whose parts at 0 would give 50.
  const { mean, values } = await torchmetricsClipScore(
    [degrees(0), degrees(0), degrees(0)],
    [degrees(60), degrees(120), degrees(0)],
  );
  near(mean, 100 / 3, 1e-12);
  near(values[1], -50, 1e-12);
  assert.equal((await torchmetricsClipScore([degrees(0)], [degrees(180)])).mean, 0);
});

test("RefCLIPScore is the harmonic mean with the nearest reference, and 0 where a part is.", async () => {
  const images = [degrees(0), degrees(0), degrees(0)];
  const captions = [degrees(60), degrees(60), degrees(100)];
  const references = [
    [degrees(150), degrees(0), degrees(-60)], // cosines 0, 1/2, -1/2
    [degrees(-90)], // below 0
    [degrees(100)],
  ];
  const { values } = await refClipScore(images, captions, references);
  // 2 a b / (a + b) of a = 2.5 / 2 and b = 1 / 2
  [(2 * 1.25 * 0.5) / 1.75, 0, 0].forEach((expected, i) => near(values[i], expected, 1e-14));
});

test("Directional similarity is the cosine of two ways between points of the unit circle.", async () => {
  // From 0 to 90 degrees one goes at 135, from 90 to 180 at 225, from 0 to 60 at 120.
  const before = { images: [degrees(0, 5), degrees(0)], captions: [degrees(0), degrees(90)] };
  const after = { images: [degrees(90), degrees(60)], captions: [degrees(90, 2), degrees(180)] };
  const { values } = await directionalSimilarity(before, after);
  [1, Math.cos((105 * Math.PI) / 180)].forEach((expected, i) => near(values[i], expected, 1e-14));
  await assert.rejects(
    directionalSimilarity(before, before),
    /^RangeError: The image of edit 0 is the same before and after/,
  );
});

test("R precision is the share of images whose own caption comes first, whoever else is asked.", async () => {
  const images = normal(40, 6, 1);
  const captions = images.map((row, i) => row.map((x, k) => x + 1.5 * normal(40, 6, 2)[i][k]));
  const cosine = (a: Float64Array, b: Float64Array) =>
    a.reduce((sum, x, k) => sum + x * b[k], 0) / Math.hypot(...a) / Math.hypot(...b);
  const ranks = images.map((image, i) => {
    const own = cosine(image, captions[i]);
    return 1 + captions.filter((caption) => cosine(image, caption) > own + 1e-12).length;
  });
  const all = await clipRPrecision(images, captions, { candidates: 40 });
  assert.deepEqual([...all.ranks], ranks);
  assert.equal(all.precision, ranks.filter((rank) => rank === 1).length / 40);
  assert.ok(all.precision > 0.2 && all.precision < 0.9, "some come first and some do not");
  assert.deepEqual([all.candidates, all.warnings.length], [40, 0]);
  near(all.chance, 1 / 40, 1e-15);

  const few = await clipRPrecision(images, captions, { candidates: 5, seed: 3 });
  assert.ok(few.ranks.every((rank, i) => rank <= Math.min(5, ranks[i])));
  assert.ok(few.precision > all.precision);
  assert.deepEqual(few.ranks, (await clipRPrecision(images, captions, { candidates: 5, seed: 3 })).ranks);
});

test("A caption with the same words is no wrong one, and too few captions are said.", async () => {
  const [east, north] = [degrees(0), degrees(90)];
  const { precision, candidates, warnings } = await clipRPrecision([east, east, north], [east, east, north]);
  assert.deepEqual([precision, candidates], [1, 2]);
  assert.match(warnings.join(), /^There are captions for 2 candidates alone, not for 100/);
  await assert.rejects(
    clipRPrecision([east, north], [east, east]),
    /^RangeError: .*needs captions that differ/,
  );
});

test("With a model, pictures and captions make the embeddings, and the paper's prefix is put before.", async () => {
  await leaves(0, async () => {
    const model = toyModel();
    const images = plain(red, green, [1, 1, 0]);
    const captions = ["a red car", "a red car", "red and green"];
    const score = await clipScore(model, images, captions);
    [2.5, 0, 2.5].forEach((expected, i) => near(score.values[i], expected, 1e-6));
    assert.deepEqual(model.heard, ["A photo depicts a red car", "A photo depicts red and green"]);
    assert.match(score[displaySymbol]()["text/plain"] as string, /before each caption.*"A photo depicts "/);

    model.heard.length = 0;
    const plainly = await torchmetricsClipScore(model, images, captions);
    assert.deepEqual(model.heard, ["a red car", "red and green"]);
    near(plainly.mean, 200 / 3, 1e-5);
    assert.match(plainly[displaySymbol]()["text/plain"] as string, /before each caption +nothing/);

    const choice = await clipRPrecision(model, images, captions, { candidates: 2 });
    assert.deepEqual([...choice.ranks], [1, 2, 1]);

    const referred = await refClipScore(model, images, captions, [
      ["red"],
      ["red", "blue"],
      ["red", "a red green"],
    ]);
    [(2 * 2.5) / 3.5, 0, (2 * 2.5) / 3.5].forEach((expected, i) => near(referred.values[i], expected, 1e-6));

    const edited = plain(green, blue, [1, 0, 1]);
    const moved = await directionalSimilarity(
      model,
      { images, captions: ["red", "green", "red green"] },
      { images: edited, captions: ["green", "red", "red blue"] },
    );
    // red to green as told; green to blue where red was told: (-1, 1) against two ways at 60 degrees.
    [1, 0.5, 1].forEach((expected, i) => near(moved.values[i], expected, 1e-5));
    for (const used of [images, edited]) used.dispose();
  });
});

test("Captions that the encoder does not see whole are told with what it misses.", async () => {
  const images = plain(red, green);
  const { warnings } = await clipScore(toyModel(25), images, ["a red car and a green one", "green"]);
  assert.match(
    warnings.join("\n"),
    /1 of 2 captions is longer .* of caption 0 it does not see " and a green one"/,
  );
  images.dispose();
});

test("What cannot be compared is refused in words.", async () => {
  const images = plain(red, green);
  const model = toyModel();
  const refused: [() => Promise<unknown>, RegExp][] = [
    [() => clipScore(model, images, ["red"]), /^RangeError: .*there are 2 images and 1 captions/],
    [() => clipScore(grid(3, 4, Math.sin), grid(2, 4, Math.sin)), /there are 3 images and 2 captions/],
    [
      () => clipScore(grid(2, 4, Math.sin), grid(2, 5, Math.sin)),
      /of one model: images have 4 numbers, captions 5/,
    ],
    [() => clipScore([[1, NaN]], [[1, 1]]), /^RangeError: .*images of clipScore hold NaN in row 0, column 1/],
    [() => clipScore([[1, 1]], [[0, 0]]), /^RangeError: Row 0 of the captions of clipScore is all 0/],
    [() => clipScore(model, images, ["red", " "]), /^RangeError: Caption 1 is empty/],
    [() => clipScore(model, images, ["red", 7 as never]), /^RangeError: Caption 1 is number, no text/],
    [
      () => clipScore(model, images, ["red", "green"], { range: [-1, 0] }),
      /^RangeError: .*said to lie in \[-1, 0\]/,
    ],
    [
      () => clipScore(model, images, ["red", "green"], { prefixes: "" } as never),
      /^TypeError: .*no option "prefixes"/,
    ],
    [() => clipScore([[1, 1]], [[1, 0]], { prefix: "" } as never), /^TypeError: .*no option "prefix"/],
    [() => clipScore([[1, 1]], [[1, 0]], { weight: NaN }), /weight of clipScore is a finite number/],
    [() => refClipScore([[1, 1]], [[1, 0]], []), /there are 0 lists and 1 images/],
    [() => refClipScore([[1, 1]], [[1, 0]], [[]]), /Image 0 of refClipScore has no reference/],
    [() => refClipScore([[1, 1]], [[1, 0]], [[[1, 0, 0]]]), /have 3 numbers, the captions of refClipScore 2/],
    [
      () => clipRPrecision([[1, 1]], [[1, 0]], { candidates: 1 }),
      /candidates of clipRPrecision must be a whole number/,
    ],
    [() => embedCaptions(model, ["red", ""]), /^RangeError: Caption 1 is empty/],
  ];
  for (const [refuse, expected] of refused)
    await assert.rejects(refuse, (error) => expected.test(String(error)));
  images.dispose();
});
