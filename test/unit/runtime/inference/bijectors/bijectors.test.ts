import assert from "node:assert/strict";
import test from "node:test";
import * as b from "../../../../../src/runtime/inference/index.ts";
import type { Bijector, ScalarBijector } from "../../../../../src/runtime/inference/index.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";

const near = (actual: number, expected: number, tolerance: number, what: string) =>
  assert.ok(
    Math.abs(actual - expected) <= tolerance * (1 + Math.abs(expected)),
    `${what}: ${actual}, not ${expected}`,
  );

const scalars: Record<string, ScalarBijector> = {
  identity: b.identityBijector,
  exp: b.expBijector,
  softplus: b.softplusBijector,
  sigmoid: b.sigmoidBijector,
  affine: b.affineBijector({ shift: 2, scale: -3 }),
  interval: b.intervalBijector({ low: -2, high: 7 }),
  chain: b.chainBijector(
    b.affineBijector({ scale: -0.5 }),
    b.softplusBijector,
    b.affineBijector({ shift: 1 }),
  ),
};

for (const [name, one] of Object.entries(scalars)) {
  test(`${name} is undone by its inverse, and its log-determinant is that of its slope.`, () => {
    for (const x of [-6, -1.3, -1e-3, 0, 0.4, 2, 5]) {
      const y = one.forward(x);
      near(one.inverse(y), x, 1e-11, `inverse at ${x}`);
      const h = 1e-5;
      const slope = (one.forward(x + h) - one.forward(x - h)) / (2 * h);
      near(one.logDet(x), Math.log(Math.abs(slope)), 1e-7, `logDet at ${x}`);
      assert.equal(slope > 0, one.increasing);
    }
  });
}

test("In the tails the transforms and their inverses keep their digits.", () => {
  near(b.softplusBijector.forward(-700) / Math.exp(-700), 1, 1e-12, "softplus");
  near(b.softplusBijector.inverse(1e-200), Math.log(1e-200), 1e-12, "inverse of softplus");
  assert.equal(b.softplusBijector.forward(1e10), 1e10);
  near(b.sigmoidBijector.logDet(-300), -300, 1e-12, "logDet of sigmoid");
  near(b.sigmoidBijector.logDet(800), -800, 1e-12, "logDet of sigmoid");
});

/** ln |det| of the derivative of some entries of y by x, by central differences and elimination. */
function logDetByDifferences(
  one: Bijector<Float64Array>,
  x: Float64Array,
  entries: readonly number[],
): number {
  const h = 1e-5;
  const columns = Array.from(x, (_, j) => {
    const moved = (by: number) => one.forward(x.map((xi, i) => (i === j ? xi + by : xi)));
    const [up, down] = [moved(h), moved(-h)];
    return entries.map((i) => (up[i] - down[i]) / (2 * h));
  });
  let log = 0;
  for (let k = 0; k < columns.length; k++) {
    const best = columns.reduce(
      (top, c, i) => (i >= k && Math.abs(c[k]) > Math.abs(columns[top][k]) ? i : top),
      k,
    );
    [columns[k], columns[best]] = [columns[best], columns[k]];
    log += Math.log(Math.abs(columns[k][k]));
    for (let i = k + 1; i < columns.length; i++) {
      const share = columns[i][k] / columns[k][k];
      columns[i] = columns[i].map((v, j) => v - share * columns[k][j]);
    }
  }
  return log;
}

const vectors: Record<string, { one: Bijector<Float64Array>; length: number; entries: number[] }> = {
  each: {
    one: b.eachBijector([b.expBijector, b.sigmoidBijector, b.identityBijector]),
    length: 3,
    entries: [0, 1, 2],
  },
  ordered: { one: b.orderedBijector(4), length: 4, entries: [0, 1, 2, 3] },
  simplex: { one: b.simplexBijector(4), length: 3, entries: [0, 1, 2] },
  // On and below the diagonal.
  "positive definite": { one: b.positiveDefiniteBijector(3), length: 6, entries: [0, 3, 4, 6, 7, 8] },
};

for (const [name, { one, length, entries }] of Object.entries(vectors)) {
  test(`${name} is undone by its inverse, and its log-determinant is that of its derivatives.`, () => {
    const random = stream(3);
    for (let i = 0; i < 5; i++) {
      const x = random.normal64(length);
      const back = one.inverse(one.forward(x));
      x.forEach((xi, j) => near(back[j], xi, 1e-10, `inverse of ${j}`));
      near(one.logDet(x), logDetByDifferences(one, x, entries), 1e-7, "logDet");
    }
  });
}

test("Constraints lead to their supports.", () => {
  const x = stream(9)
    .normal64(6)
    .map((z) => 3 * z);
  assert.equal(b.constraint("real").forward(-2), -2);
  assert.ok(b.constraint("positive").forward(-20) > 0);
  assert.ok(b.constraint("unit interval").forward(20) < 1);
  const inside = b.constraint({ kind: "interval", low: 3, high: 5 }).forward(-9);
  assert.ok(inside > 3 && inside < 3.1);
  const simplex = b.constraint({ kind: "simplex", size: 7 }).forward(x);
  near(
    simplex.reduce((sum, v) => sum + v, 0),
    1,
    1e-14,
    "the sum of a simplex",
  );
  assert.ok(simplex.every((v) => v > 0));
  const centre = b.constraint({ kind: "simplex", size: 4 }).forward(new Float64Array(3));
  centre.forEach((v) => near(v, 0.25, 1e-14, "the centre"));
  const rising = b.constraint({ kind: "ordered", size: 6 }).forward(x);
  assert.ok(rising.every((v, i) => i === 0 || v > rising[i - 1]));
  const matrix = b.constraint({ kind: "positive definite", size: 3 }).forward(x);
  assert.equal(matrix[1], matrix[3]);
  assert.doesNotThrow(() =>
    b.fullNormal({ mean: [0, 0, 0], covariance: [0, 3, 6].map((i) => matrix.slice(i, i + 3)) }),
  );
  const parts = b.independent([b.gamma({ concentration: 2 }), b.beta({ alpha: 1, beta: 1 }), b.normal()]);
  const [g, u] = b.constraint(parts.support).forward(x.subarray(0, 3));
  assert.ok(g > 0 && u > 0 && u < 1);
});

test("What has no transform is refused, and says why.", () => {
  assert.throws(() => b.constraint(b.poisson({ rate: 1 }).support), /no smooth map leads to them/);
  assert.throws(() => b.constraint("sphere" as "real"), /no constraint transform to "sphere"/);
  assert.throws(() => b.affineBijector({ scale: 0 }), RangeError);
  assert.throws(() => b.simplexBijector(1), /size of simplex/);
  assert.throws(
    () => b.positiveDefiniteBijector(2).inverse(Float64Array.of(1, 2, 2, 1)),
    /positive definite/,
  );
});

test("A transformed distribution is the one that is known by its name.", () => {
  const own = b.transformed(b.normal({ mean: 0.3, std: 0.8 }), b.expBijector, { kind: "positive" });
  const known = b.logNormal({ logMean: 0.3, logStd: 0.8 });
  for (const x of [1e-3, 0.5, 2, 40]) {
    near(own.logProb(x), known.logProb(x), 1e-13, `density at ${x}`);
    near(own.cdf(x), known.cdf(x), 1e-13, `cdf at ${x}`);
  }
  assert.equal(own.logProb(-1), -Infinity);
  assert.equal(own.cdf(-1), 0);
});
