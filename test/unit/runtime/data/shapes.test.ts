import test from "node:test";
import assert from "node:assert/strict";
import { captionsOf, drawShapes, shapes, type Scene } from "../../../../src/runtime/data/index.ts";
import { colours, forms, scenes, type Colour } from "../../../../src/runtime/data/shapes/scene.ts";
import { leaves } from "../no-leak.ts";

const side = 32;

interface Seen {
  readonly pixels: number;
  /** The middle of all of its pixels, and the share that it fills of its bounding box. */
  readonly x: number;
  readonly y: number;
  readonly filled: number;
}

/** What a picture has of a colour: pixels that are nearer to it than to the other colours and to the grey behind. */
function look(picture: Float32Array, colour: Colour): Seen {
  const grey = [picture[0], picture[1], picture[2]].map((value) => (value + 1) / 2);
  const known: (readonly [string, readonly number[]])[] = [...Object.entries(colours), ["grey", grey]];
  const at: [number, number][] = [];
  for (let k = 0; k < side * side; k++) {
    const away = ([, rgb]: (typeof known)[number]) =>
      Math.hypot(...rgb.map((value, c) => value - (picture[3 * k + c] + 1) / 2));
    const [nearest] = known.toSorted((a, b) => away(a) - away(b));
    if (nearest[0] === colour) at.push([(k % side) + 0.5, Math.floor(k / side) + 0.5]);
  }
  const mean = (axis: 0 | 1) => at.reduce((sum, point) => sum + point[axis], 0) / at.length;
  const extent = (axis: 0 | 1) => {
    const all = at.map((point) => point[axis]);
    return Math.max(...all) - Math.min(...all) + 1;
  };
  return { pixels: at.length, x: mean(0), y: mean(1), filled: at.length / (extent(0) * extent(1)) };
}

async function draw(some: readonly Scene[], seed: number): Promise<Float32Array[]> {
  const images = drawShapes(some, { seed });
  assert.deepEqual(images.shape, [some.length, side, side, 3]);
  const values = (await images.data()) as Float32Array; // a float32 tensor's
  images.dispose();
  assert.ok(values.every((value) => value >= -1 && value <= 1));
  const size = side * side * 3;
  return some.map((_, i) => values.subarray(i * size, (i + 1) * size));
}

test("Pictures of two things show each in its colour, on the side that the captions say.", async () => {
  const two = scenes.test[1].filter(
    (scene) => scene.kind === "two" && scene.first.colour !== scene.second.colour,
  );
  const some = two.slice(0, 60);
  for (const [i, picture] of (await draw(some, 1)).entries()) {
    const scene = some[i];
    if (scene.kind !== "two") continue;
    const [first, second] = [look(picture, scene.first.colour), look(picture, scene.second.colour)];
    const [caption] = captionsOf(scene);
    assert.ok(Math.min(first.pixels, second.pixels) > 12, caption);
    const apart = scene.relation === "above" ? second.y - first.y : second.x - first.x;
    const across = scene.relation === "above" ? second.x - first.x : second.y - first.y;
    assert.ok(apart > 10 && Math.abs(across) < 9.5, `${caption}: ${apart} along, ${across} across`);
    const places =
      scene.relation === "above" ? ["at the top", "at the bottom"] : ["on the left", "on the right"];
    const [one, other] = [scene.first, scene.second].map(
      ({ colour, form }, k) => `a ${colour} ${form} ${places[k]}`,
    );
    assert.deepEqual(captionsOf(scene), [`${one} and ${other}`, `${other} and ${one}`]);
  }
});

test("Pictures of one thing show it where and as large as the caption says.", async () => {
  const some = scenes.train[0].slice(0, 80);
  for (const [i, picture] of (await draw(some, 2)).entries()) {
    const scene = some[i];
    if (scene.kind !== "one") continue;
    const [caption] = captionsOf(scene);
    assert.equal(caption, `a ${scene.size} ${scene.thing.colour} ${scene.thing.form} ${scene.place}`);
    const { x, y, pixels } = look(picture, scene.thing.colour);
    const [dx, dy] = [x - 16, y - 16];
    const where =
      Math.max(Math.abs(dx), Math.abs(dy)) < 3
        ? "in the middle"
        : Math.abs(dx) > Math.abs(dy)
          ? `on the ${dx < 0 ? "left" : "right"}`
          : `at the ${dy < 0 ? "top" : "bottom"}`;
    assert.equal(where, scene.place, caption);
    assert.equal(pixels > 90, scene.size === "large", `${caption}: ${pixels} pixels`);
  }
});

test("A form fills as much of its bounding box as geometry says.", async () => {
  // Of forms of radius 1: pi / 4; all; half; two bars of 2 x 0.64 on each other; a ring from 0.53 to 0.97.
  const expected = {
    circle: Math.PI / 4,
    square: 1,
    triangle: 0.5,
    cross: (2 * 2 * 0.64 - 0.64 ** 2) / 4,
    ring: (Math.PI * (0.97 ** 2 - 0.53 ** 2)) / (2 * 0.97) ** 2,
  };
  for (const form of forms) {
    const scene: Scene = {
      kind: "one",
      thing: { colour: "white", form },
      size: "large",
      place: "in the middle",
    };
    const all = (
      await draw(
        Array.from({ length: 8 }, () => scene),
        3,
      )
    ).map((picture) => look(picture, "white").filled);
    const mean = all.reduce((sum, filled) => sum + filled, 0) / all.length;
    assert.ok(Math.abs(mean - expected[form]) < 0.07, `${form}: ${mean} for ${expected[form]}`);
  }
});

test("No scene to test with is ever trained on, in whatever words, and all of its words are.", async () => {
  await leaves(2, () => {
    assert.deepEqual(
      [scenes.train, scenes.test].map((part) => part.map((some) => some.length)),
      [
        [250, 1450],
        [50, 290],
      ],
    );
    const captions = (part: readonly (readonly Scene[])[]) => part.flat().flatMap(captionsOf);
    const trained = captions(scenes.train);
    assert.equal(new Set([...trained, ...captions(scenes.test)]).size, 300 + 2 * 1740, "all captions differ");
    const words = new Set(trained.flatMap((caption) => caption.split(" ")));
    const { train, test } = shapes({ train: 40, test: 40, seed: 7 });
    assert.ok(train.captions.every((caption) => trained.includes(caption)));
    assert.ok(test.captions.every((caption) => !trained.includes(caption)));
    assert.ok(test.captions.every((caption) => caption.split(" ").every((word) => words.has(word))));
    test.captions.forEach((caption, i) => assert.ok(captionsOf(test.scenes[i]).includes(caption)));
    const halves = test.scenes.filter(({ kind }) => kind === "one").length;
    assert.equal(halves, 20);
  });
});

test("Pictures are the same for a seed, however many there are, and others for another.", async () => {
  const [some, more, other] = [{ train: 3 }, { train: 9 }, { train: 3, seed: 1 }].map((options) =>
    shapes(options),
  );
  assert.deepEqual(some.train.captions, more.train.captions.slice(0, 3));
  assert.deepEqual(
    await some.train.images.data(),
    (await more.train.images.data()).slice(0, 3 * side * side * 3),
  );
  assert.notDeepEqual(some.train.captions, other.train.captions);
  assert.throws(() => shapes({ train: 0 }), /^RangeError: train of shapes must be a whole number/);
  assert.throws(() => shapes({ n: 3 } as never), /^TypeError: shapes has no option "n"/);
});
