import test from "node:test";
import assert from "node:assert/strict";
import { tensor, type Tensor } from "../../../../src/runtime/core/tf.ts";
import { slerp } from "../../../../src/runtime/guidance/index.ts";
import { leaves } from "../no-leak.ts";
import { normal, worst } from "./exact.ts";

const lengths = async (x: Tensor): Promise<number[]> => [
  ...(await x.reshape([x.shape[0], -1]).square().sum(1).sqrt().data()),
];

test("The fractions 0 and 1 are the two latents, pair by pair.", async () => {
  const [a, b] = [normal(1, [2, 3, 4]), normal(2, [2, 3, 4])];
  const way = slerp(a, b, [0, 1]);
  assert.deepEqual(way.shape, [4, 3, 4]);
  for (let pair = 0; pair < 2; pair++) {
    assert.ok((await worst(way.slice(2 * pair, 1), a.slice(pair, 1))) < 1e-5);
    assert.ok((await worst(way.slice(2 * pair + 1, 1), b.slice(pair, 1))) < 1e-5);
  }
});

test("Between latents of one length all have that length, and angles grow evenly.", async () => {
  const [a, b] = [tensor([[3, 0, 0]]), tensor([[0, 3, 0]])];
  const way = slerp(a, b, [0, 1 / 3, 2 / 3, 1]);
  for (const length of await lengths(way)) assert.ok(Math.abs(length - 3) < 1e-5);
  const expected = [0, 30, 60, 90].map((degrees) => (degrees * Math.PI) / 180);
  const values = await way.data();
  expected.forEach((angle, i) => {
    assert.ok(Math.abs(values[3 * i] - 3 * Math.cos(angle)) < 1e-5);
    assert.ok(Math.abs(values[3 * i + 1] - 3 * Math.sin(angle)) < 1e-5);
  });
});

test("Latents that point the same way are joined by a straight line.", async () => {
  const a = normal(3, [1, 8]);
  assert.ok((await worst(slerp(a, a, [0.3]), a)) < 1e-6);
  assert.ok((await worst(slerp(a, a.mul(2), [0.25]), a.mul(1.25))) < 1e-5);
  const near = a.add(normal(4, [1, 8]).mul(1e-3));
  assert.ok((await worst(slerp(a, near, [0.5]), a.add(near).div(2))) < 1e-5);
});

test("Opposite latents have no one way between them.", async () => {
  const a = normal(5, [1, 6]);
  assert.ok(Number.isNaN((await slerp(a, a.neg(), [0.5]).data())[0]));
});

test("It leaves its result alone.", async () => {
  const [a, b] = [normal(6, [2, 3]), normal(7, [2, 3])];
  await leaves(1, () => void slerp(a, b, [0.1, 0.9]));
});

test("What cannot be is said.", () => {
  const a = normal(8, [2, 3]);
  assert.throws(() => slerp(a, normal(9, [2, 4]), [0.5]), /not \[2, 3\] and \[2, 4\]/);
  assert.throws(() => slerp(a, a, []), /fractions is empty/);
  assert.throws(() => slerp(a, a, [NaN]), /finite number, not NaN/);
});
