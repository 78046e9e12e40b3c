import test from "node:test";
import assert from "node:assert/strict";
import { displaySymbol } from "../../../../../src/protocol/host.ts";
import { tensor2d } from "../../../../../src/runtime/core/tf.ts";
import { energyDistance, kid, mmd } from "../../../../../src/runtime/metrics/index.ts";
import { leaves } from "../../no-leak.ts";
import { grid, near, normal } from "../grid.ts";

// x = np.sin(1.3*np.arange(24)).reshape(8,3), y = np.cos(.9*np.arange(30)).reshape(10,3)
const x = grid(8, 3, (k) => Math.sin(1.3 * k));
const y = grid(10, 3, (k) => Math.cos(0.9 * k));

test("KID of all samples is the cubic kernel's unbiased MMD.", async () => {
  const a = grid(4, 3, (k) => k / 12);
  const b = grid(5, 3, (k) => Math.sin(k));
  const found = await kid(a, b, { subsetSize: "all" });
  near(found.mean, 0.37232922992735773, 1e-14);
  assert.deepEqual([found.values.length, found.subsetSizes], [1, [4, 5]]);
  assert.equal(
    found[displaySymbol]()["text/plain"],
    "Kernel distance\nquantity                 value\nKID                     0.3723\nsubsets   1 of 4 and 5 samples",
  );
});

test("KID's subsets are drawn without repetition and by their seed, and scatter around that of all.", async () => {
  const [a, b] = [normal(60, 4, 1), normal(70, 4, 2).map((row) => row.map((value) => 0.7 * value + 0.3))];
  const all = await kid(a, b, { subsetSize: "all" });
  const parts = await kid(a, b, { subsets: 400, subsetSize: 20 });
  assert.equal(parts.values.length, 400);
  // Unbiased: subsets differ from all by chance alone.
  assert.ok(Math.abs(parts.mean - all.mean) < (4.5 * parts.sd) / Math.sqrt(400), `${parts.mean} ${all.mean}`);
  const mean = parts.values.reduce((sum, value) => sum + value, 0) / 400;
  near(parts.sd, Math.sqrt(parts.values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 400), 1e-12);
  assert.deepEqual((await kid(a, b, { subsets: 3, subsetSize: 20 })).values, parts.values.slice(0, 3));
  assert.notDeepEqual(
    (await kid(a, b, { subsets: 3, subsetSize: 20, seed: 1 })).values,
    parts.values.slice(0, 3),
  );
  // One subset of all samples is enough.
  const same = await kid(a, b.slice(0, 60), { subsets: 5 });
  assert.equal(same.values.length, 1);
  assert.equal(same.mean, (await kid(a, b.slice(0, 60), { subsetSize: "all" })).mean);
});

test("MMD is the mean over bandwidths, with and without the pairs of a sample with itself.", async () => {
  // k = lambda A, B: np.exp(-cdist(A, B, "sqeuclidean") / (2*h*h)), mean over h = .5 and 2
  near((await mmd(x, y, { bandwidths: [0.5, 2] })).squared, -0.07914010811896272, 1e-13);
  near((await mmd(x, y, { bandwidths: [0.5, 2], biased: true })).squared, 0.06119491173175701, 1e-13);
  const { bandwidths, distance } = await mmd(x, y);
  // np.median(cdist(P, P)[np.triu_indices(18, 1)]) of both together
  near(bandwidths[0], 1.8048556858477236, 1e-14);
  assert.equal(distance, 0);
});

test("Unbiased MMD of one distribution lies around 0, and biased MMD of a set and itself is 0.", async () => {
  const values = [];
  for (let i = 0; i < 60; i++)
    values.push((await mmd(normal(30, 3, 2 * i), normal(40, 3, 2 * i + 1), { bandwidths: [1.5] })).squared);
  const mean = values.reduce((sum, value) => sum + value, 0) / 60;
  const error = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 60 / 59);
  assert.ok(Math.abs(mean) < 4.5 * error, `${mean} ± ${error}`);
  assert.ok(Math.abs((await mmd(x, x, { biased: true })).squared) < 1e-15);
});

test("Energy distance is SciPy's, in one dimension and in more.", async () => {
  // stats.energy_distance(np.sin(1.3*np.arange(9)), np.cos(.9*np.arange(14))+.2)
  const one = await energyDistance(
    grid(9, 1, (k) => Math.sin(1.3 * k)),
    grid(14, 1, (k) => Math.cos(0.9 * k) + 0.2),
  );
  near(one.distance, 0.25069081292323303, 1e-13);
  // 2*cdist(x, y).mean() - cdist(x, x).mean() - cdist(y, y).mean()
  near((await energyDistance(x, y)).squared, 0.14581275775068248, 1e-13);
  assert.equal((await energyDistance(x, x)).distance < 1e-7, true);
});

test("Sets of more than a tile, of odd sizes, give what loops give.", async () => {
  const [a, b] = [normal(259, 3, 5), normal(131, 3, 6)];
  const apart = (p: Float64Array, q: Float64Array) => Math.hypot(...p.map((value, i) => value - q[i]));
  const mean = (from: Float64Array[], to: Float64Array[], pairs: number) =>
    from.reduce((sum, p) => sum + to.reduce((part, q) => part + apart(p, q), 0), 0) / pairs;
  const expected = 2 * mean(a, b, 259 * 131) - mean(a, a, 259 * 258) - mean(b, b, 131 * 130);
  near((await energyDistance(a, b, { biased: false })).squared, expected, 1e-11);
});

test("Tensors are only read, and what cannot be compared is refused.", async () => {
  await leaves(0, async () => {
    const [a, b] = [tensor2d([[0], [1]]), tensor2d([[2], [4]])];
    near((await energyDistance(a, b)).squared, 2 * 2.5 - 0.5 - 1, 1e-15);
    a.dispose();
    b.dispose();
  });
  await assert.rejects(kid(x, y, { subsetSize: 9 }), /A subset of 9 is more than the 8 samples/);
  await assert.rejects(kid(x.slice(0, 1), y), /kid needs at least 2 samples, not 1/);
  await assert.rejects(
    mmd(
      x,
      grid(4, 2, (k) => k),
    ),
    /one length, not of 3 and 2/,
  );
  await assert.rejects(mmd(x, y, { bandwidths: [0] }), /above 0, not 0/);
  await assert.rejects(mmd(x, y, { bandwidths: [] }), /at least one bandwidth/);
  await assert.rejects(mmd([[1], [1]], [[1], [1]]), /median distance of two samples is 0/);
  await assert.rejects(energyDistance(x, [...y, [1, NaN, 2]]), /hold NaN in row 10, column 1/);
});

test("An interrupt ends long ones.", async () => {
  const rows = normal(1500, 100, 1);
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error("enough")), 50);
  await assert.rejects(energyDistance(rows, rows, { signal: controller.signal }), /enough/);
});
