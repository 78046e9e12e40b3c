import test from "node:test";
import assert from "node:assert/strict";
import { captionsOf, drawShapes, shapes, type Scene } from "../../../../../src/runtime/data/index.ts";
import {
  clipRPrecision,
  clipScore,
  directionalSimilarity,
  shapesClip,
  torchmetricsClipScore,
} from "../../../../../src/runtime/metrics/index.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { leaves } from "../../no-leak.ts";

/** Words that may stand for each other in a caption. */
const kinds = [
  ["red", "green", "blue", "yellow", "purple", "white"],
  ["circle", "square", "triangle", "cross", "ring"],
  ["small", "large"],
  ["left", "right"],
  ["top", "bottom"],
];

/** A caption of two things with their places exchanged, which has the same words; null of one thing. */
function exchanged(caption: string): string | null {
  const other: Record<string, string> = { left: "right", right: "left", top: "bottom", bottom: "top" };
  const words = caption.split(" ").map((word) => other[word] ?? word);
  return words.includes("and") ? words.join(" ") : null;
}

/** The caption with one of its words, which `random` chooses, changed for another of its kind. */
function oneWordOff(caption: string, random: ReturnType<typeof stream>): string {
  const words = caption.split(" ");
  const places = words.flatMap((word, i) => {
    const kind = kinds.find((some) => some.includes(word));
    return kind ? [{ i, others: kind.filter((other) => other !== word) }] : [];
  });
  const { i, others } = places[random.integers(1, places.length)[0]];
  return words.with(i, others[random.integers(1, others.length)[0]]).join(" ");
}

test("Captions of held-out pictures score above mismatched ones in 95 % of pairs, even by a single word.", async () => {
  await leaves(0, async () => {
    const clip = await shapesClip();
    const { train, test: held } = shapes({ train: 1, test: 512, seed: 11 });
    const random = stream(12);
    const { values: matched } = await torchmetricsClipScore(clip, held.images, held.captions);
    const share = async (captions: readonly string[]): Promise<number> => {
      const { values } = await torchmetricsClipScore(clip, held.images, captions);
      return values.reduce((sum, value, i) => sum + (matched[i] > value ? 1 : 0), 0) / values.length;
    };
    // Another picture's caption that is not true of this one: the next that is not.
    const others = held.scenes.map((scene, i) => {
      const differs = (k: number) => !captionsOf(scene).includes(held.captions[k % 512]);
      let k = i + 1;
      while (!differs(k)) k++;
      return held.captions[k % 512];
    });
    const [anyOther, nearlyRight] = [
      await share(others),
      await share(held.captions.map((caption) => oneWordOff(caption, random))),
    ];
    assert.ok(anyOther >= 0.95, `${anyOther} of other pictures' captions`);
    assert.ok(nearlyRight >= 0.95, `${nearlyRight} of captions with a word changed`);
    // The same words in another order, which needs more than the words.
    const turned = held.captions.map((caption) => exchanged(caption) ?? caption);
    const two = turned.filter((caption, i) => caption !== held.captions[i]).length;
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
