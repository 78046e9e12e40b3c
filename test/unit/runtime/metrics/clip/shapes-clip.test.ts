import test from "node:test";
import assert from "node:assert/strict";
import {
  captionsOf,
  drawShapes,
  mismatched,
  shapes,
  type Scene,
} from "../../../../../src/runtime/data/index.ts";
import {
  clipRPrecision,
  clipScore,
  directionalSimilarity,
  shapesClip,
  torchmetricsClipScore,
} from "../../../../../src/runtime/metrics/index.ts";
import { leaves } from "../../no-leak.ts";

test("Captions of held-out pictures score above mismatched ones in 95 % of pairs, even by a single word.", async () => {
  await leaves(0, async () => {
    const clip = await shapesClip();
    const { train, test: held } = shapes({ train: 1, test: 512, seed: 11 });
    const { values: matched } = await torchmetricsClipScore(clip, held.images, held.captions);
    const share = async (others: readonly (string | null)[]): Promise<number> => {
      // Its own again where there is no other: that scores no higher.
      const captions = others.map((caption, i) => caption ?? held.captions[i]);
      const { values } = await torchmetricsClipScore(clip, held.images, captions);
      return values.reduce((sum, value, i) => sum + (matched[i] > value ? 1 : 0), 0) / values.length;
    };
    const [anyOther, nearlyRight] = [
      await share(mismatched(held, "picture")),
      await share(mismatched(held, "word", { seed: 12 })),
    ];
    assert.ok(anyOther >= 0.95, `${anyOther} of other pictures' captions`);
    assert.ok(nearlyRight >= 0.95, `${nearlyRight} of captions with a word changed`);
    // The same words in another order, which needs more than the words.
    const turned = mismatched(held, "places");
    const two = turned.filter((caption) => caption !== null).length;
    const order = (await share(turned)) * (512 / two);
    assert.equal(two, 256);
    assert.ok(order >= 0.9, `${order} of captions with places exchanged`);
    for (const used of [clip, train.images, held.images]) used.dispose();
  });
});

test("The prefix of CLIPScore disturbs it little, and pictures find their captions among a hundred.", async () => {
  const clip = await shapesClip();
  const { train, test: held } = shapes({ train: 1, test: 200, seed: 13 });
  const right = await clipScore(clip, held.images, held.captions);
  const wrong = await clipScore(clip, held.images, [...held.captions.slice(7), ...held.captions.slice(0, 7)]);
  assert.ok(right.mean > 2 * wrong.mean, `${right.mean} for the right, ${wrong.mean} for the wrong`);
  const { precision, chance } = await clipRPrecision(clip, held.images, held.captions);
  assert.ok(precision > 0.5, `${precision}, by chance ${chance}`);
  for (const used of [clip, train.images, held.images]) used.dispose();
});

test("An edit that goes the way of its words has a higher similarity than one that goes another.", async () => {
  const clip = await shapesClip();
  const scene = (colour: "red" | "blue", form: "circle" | "square"): Scene => ({
    kind: "one",
    thing: { colour, form },
    size: "large",
    place: "in the middle",
  });
  const pair = (...some: Scene[]) => ({
    images: drawShapes(some, { seed: 3 }),
    captions: some.map((one) => captionsOf(one)[0]),
  });
  const before = pair(scene("red", "circle"));
  const [colour, form] = [pair(scene("blue", "circle")), pair(scene("red", "square"))];
  const as = await directionalSimilarity(clip, before, colour);
  const not = await directionalSimilarity(clip, before, { ...form, captions: colour.captions });
  assert.ok(as.mean > 0.5 && as.mean > not.mean + 0.3, `${as.mean} as told, ${not.mean} otherwise`);
  for (const used of [clip, before.images, colour.images, form.images]) used.dispose();
});
