import test from "node:test";
import assert from "node:assert/strict";
import { neighbours, type Neighbours } from "../../../../../src/runtime/families/index.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";

const plane = (points: number[][]) => ({ values: points.flat(), dims: 2 });
const near = (actual: number, expected: number, within: number, what: string): void =>
  assert.ok(Math.abs(actual - expected) < within, `${what}: ${actual}, not ${expected}`);

test("On a line of four points each measure is what counting by hand gives.", async () => {
  // Data at 0, 1, 3, 7: with k = 1 their balls reach 1, 1, 2 and 4. Samples at 0.5, 0.6, 20: 0.1, 0.1 and 19.4.
  const data = { values: [0, 1, 3, 7], dims: 1 };
  const found = await neighbours({ values: [0.5, 0.6, 20], dims: 1 }, data, { k: 1 });
  near(found.precision, 2 / 3, 1e-12, "precision");
  near(found.density, (2 + 2 + 0) / 3, 1e-12, "density"); // 0.5 and 0.6 lie in the balls of 0 and 1
  near(found.coverage, 2 / 4, 1e-12, "coverage");
  near(found.recall, 3 / 4, 1e-12, "recall"); // 1, 3 and 7 lie within 19.4 of 20, and 0 in no ball
});

test("On two curves they are NumPy's, computed from all distances.", async () => {
  const data = plane(Array.from({ length: 60 }, (_, i) => [Math.sin(i), Math.cos(1.7 * i)]));
  const samples = plane(
    Array.from({ length: 50 }, (_, j) => [0.8 * Math.sin(1.3 * j + 0.2), 0.9 * Math.cos(j)]),
  );
  const known = {
    1: [0.7, 0.5166666666666667, 1, 0.45],
    3: [0.98, 0.9166666666666666, 1.0866666666666667, 0.8166666666666667],
  };
  for (const [k, [precision, recall, density, coverage]] of Object.entries(known)) {
    const found = await neighbours(samples, data, { k: Number(k) });
    near(found.precision, precision, 1e-12, "precision");
    near(found.recall, recall, 1e-12, "recall");
    near(found.density, density, 1e-12, "density");
    near(found.coverage, coverage, 1e-12, "coverage");
  }
});

test("Samples of the data's own distribution have density 1 and the coverage that the paper derives, on average.", async () => {
  const [runs, n, k] = [30, 120, 5];
  const random = stream(2);
  const all: Neighbours[] = [];
  for (let run = 0; run < runs; run++) {
    const drawn = () => ({ values: random.normal64(2 * n), dims: 2 });
    all.push(await neighbours(drawn(), drawn(), { k }));
  }
  // 2002.09797, lemma 2: 1 - (N - 1) ... (N - k) / ((2 N - 1) ... (2 N - k)).
  const expected =
    1 - Array.from({ length: k }, (_, i) => (n - 1 - i) / (2 * n - 1 - i)).reduce((a, b) => a * b);
  for (const [what, truth] of [
    ["density", 1],
    ["coverage", expected],
  ] as const) {
    // prettier-ignore
    const mean = all.reduce((sum, found) => sum + found[what], 0) / runs;
    const spread = Math.sqrt(
      all.reduce((sum, found) => sum + (found[what] - mean) ** 2, 0) / (runs - 1) / runs,
    );
    near(mean, truth, 4.5 * spread, what);
    assert.ok(spread < 0.02);
  }
  const [precision, recall] = ["precision", "recall"].map(
    (what) => all.reduce((sum, found) => sum + found[what as "recall"], 0) / runs,
  );
  near(precision, recall, 0.02, "precision and recall, which are alike then");
});

test("A collapsed model is precise and covers little; one that spreads out covers and is not precise.", async () => {
  const random = stream(3);
  const data = { values: random.normal64(400), dims: 2 };
  const collapsed = await neighbours({ values: random.normal64(400).map((z) => 0.05 * z), dims: 2 }, data);
  assert.ok(collapsed.precision === 1 && collapsed.coverage < 0.2 && collapsed.recall < 0.2);
  const wide = await neighbours({ values: random.normal64(400).map((z) => 8 * z), dims: 2 }, data);
  assert.ok(wide.precision < 0.3 && wide.recall > 0.9);
});

test("What cannot be measured is refused.", async () => {
  const some = { values: new Float64Array(20), dims: 2 };
  await assert.rejects(neighbours(some, some, { k: 10 }), /more than k = 10 points/);
  await assert.rejects(
    neighbours(some, { values: new Float64Array(30), dims: 3 }),
    /have 2 numbers and data 3/,
  );
  await assert.rejects(
    neighbours({ values: some.values.map(() => NaN), dims: 2 }, some),
    /Entry 0 of the samples is NaN/,
  );
  await assert.rejects(
    neighbours({ values: new Float64Array(21), dims: 2 }, some),
    /21 numbers of samples with 2 each/,
  );
  const stop = AbortSignal.abort();
  const many = { values: new Float64Array(400), dims: 2 };
  await assert.rejects(neighbours(many, many, { signal: stop }), { name: "AbortError" });
});
