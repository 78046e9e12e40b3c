import test from "node:test";
import assert from "node:assert/strict";
import { tensor2d } from "../../../../../src/runtime/core/tf.ts";
import { displaySymbol } from "../../../../../src/protocol/index.ts";
import { coverage, grid, ring } from "../../../../../src/runtime/families/index.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { leaves } from "../../no-leak.ts";

const line = { means: [[0, 0], [10, 0], [20, 0], [30, 0]], std: 1 }; // prettier-ignore

test("Modes that are hit, quality and KL are those counted by hand.", async () => {
  // Three by the first mode, one of them 3.5 away; one by the second; two by the third, both too far; none by the last.
  const samples = tensor2d([[0, 0], [2, 2], [0, -3.5], [10, 1], [16, 0], [23.1, 0]]); // prettier-ignore
  const found = await coverage(samples, line);
  assert.deepEqual(found.counts, [3, 1, 2, 0]);
  assert.deepEqual(found.good, [2, 1, 0, 0]);
  assert.equal(found.hit, 2);
  assert.equal(found.modes, 4);
  assert.ok(Math.abs(found.quality - 3 / 6) < 1e-12);
  const kl = [3, 1, 2].reduce((sum, count) => sum + (count / 6) * Math.log((4 * count) / 6), 0);
  assert.ok(Math.abs(found.kl - kl) < 1e-12, `${found.kl}, not ${kl}`);
  assert.match(found[displaySymbol]()["text/plain"] as string, /^2 of 4 modes, 50 % of the samples/);
  samples.dispose();
});

test("A collapsed model has hit one mode and a KL of ln of their number.", async () => {
  const samples = tensor2d(Array.from({ length: 50 }, () => [10, 0]));
  const { hit, quality, kl } = await coverage(samples, line);
  assert.deepEqual([hit, quality], [1, 1]);
  assert.ok(Math.abs(kl - Math.log(4)) < 1e-12);
  samples.dispose();
});

test("Points of the mixture itself are in all modes, as even and as close as chance has it.", async () => {
  for (const [modes, count] of [
    [ring(), 8],
    [grid(), 25],
  ] as const) {
    // prettier-ignore
    assert.equal(modes.means.length, count);
    await leaves(0, async () => {
      const n = 5000;
      const samples = modes.sample(stream(3), n);
      const { hit, quality, kl } = await coverage(samples, modes);
      assert.equal(hit, count);
      // |z| <= 3 in the plane has the probability 1 - exp(-9 / 2).
      const share = 1 - Math.exp(-4.5);
      assert.ok(Math.abs(quality - share) < 4.5 * Math.sqrt((share * (1 - share)) / n), `${quality}`);
      // 2 n KL is about chi-squared with count - 1 degrees of freedom.
      const freedom = count - 1;
      assert.ok(Math.abs(2 * n * kl - freedom) < 4.5 * Math.sqrt(2 * freedom), `${2 * n * kl}`);
      samples.dispose();
    });
  }
  const [a, b] = [ring({ modes: 3, radius: 2 }).means, grid({ side: 2, spacing: 1 }).means];
  assert.ok(Math.abs(Math.hypot(a[1][0] - a[0][0], a[1][1] - a[0][1]) - 2 * Math.sqrt(3)) < 1e-12);
  assert.deepEqual(b, [[-0.5, -0.5], [0.5, -0.5], [-0.5, 0.5], [0.5, 0.5]]); // prettier-ignore
});

test("Samples that cannot be are refused.", async () => {
  await assert.rejects(coverage(tensor2d([[1, 2, 3]]), line), /\[n, 2\], not \[1, 3\]/);
  await assert.rejects(coverage(tensor2d([[1, NaN]]), line), /entry 1 is NaN/);
  assert.throws(() => ring({ std: 0 }), /above 0, not 0/);
});
