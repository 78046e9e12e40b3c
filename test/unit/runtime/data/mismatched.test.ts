import assert from "node:assert/strict";
import test from "node:test";
import { captionsOf, mismatched, shapes, type Scene } from "../../../../src/runtime/data/index.ts";

const two: Scene = {
  kind: "two",
  first: { colour: "red", form: "circle" },
  second: { colour: "blue", form: "ring" },
  relation: "left",
};

test("No mismatched caption is true of its picture, and one changed by a word differs in one", () => {
  const { train, test: held } = shapes({ train: 1, test: 200, seed: 5 });
  for (const by of ["picture", "word", "places"] as const) {
    const others = mismatched(held, by, { seed: 3 });
    assert.equal(others.length, 200);
    others.forEach((caption, i) => {
      if (caption !== null) assert.ok(!captionsOf(held.scenes[i]).includes(caption), caption);
      else assert.equal(held.scenes[i].kind, "one");
    });
  }
  mismatched(held, "word").forEach((caption, i) => {
    const [words, own] = [caption.split(" "), held.captions[i].split(" ")];
    assert.equal(words.filter((word, k) => word !== own[k]).length, 1);
  });
  assert.deepEqual(mismatched(held, "word", { seed: 3 }), mismatched(held, "word", { seed: 3 }));
  for (const { images } of [train, held]) images.dispose();
});

test("Two things change places; where no other caption differs, that is said", () => {
  const [caption] = captionsOf(two);
  const [turned] = mismatched({ captions: [caption], scenes: [two] }, "places");
  assert.ok(turned !== null && turned !== caption && !captionsOf(two).includes(turned), String(turned));
  assert.throws(
    () => mismatched({ captions: [caption, caption], scenes: [two, two] }, "picture"),
    /every other caption is true of picture 0 as well/,
  );
});
