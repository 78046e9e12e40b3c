import test from "node:test";
import assert from "node:assert/strict";
import {
  dispose,
  randomNormal,
  tensor,
  tensor2d,
  tidy,
  type Tensor,
} from "../../../../../src/runtime/core/tf.ts";
import {
  affine,
  coupling,
  flatten,
  flow,
  glow,
  maf,
  planar,
  planarFlow,
  realNvp,
  splineFlow,
  type Flow,
} from "../../../../../src/runtime/families/index.ts";
import { independent, laplace } from "../../../../../src/runtime/inference/distributions/tensor/index.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { fit } from "../../../../../src/runtime/training/index.ts";
import { leaves } from "../../no-leak.ts";
import { expected, gridOf } from "./grid.ts";
import { randomized } from "./randomized.ts";

test("Samples of a spline flow of one number follow its distribution function.", async () => {
  const made = randomized(splineFlow({ dim: 1, layers: 2 }), 3, 0.7);
  const count = 8001;
  const at = (i: number) => -12 + (24 * i) / (count - 1);
  const points = tensor2d(
    Float32Array.from({ length: count }, (_, i) => at(i)),
    [count, 1],
  );
  const logProb = made.logProb(points);
  let mass = 0;
  const below = Array.from(await logProb.data(), (value) => (mass += Math.exp(value) * (24 / (count - 1))));
  assert.ok(Math.abs(mass - 1) < 1e-3, `the integral is ${mass}`);
  const n = 4000;
  const sample = made.sample(stream(6), n);
  const sorted = (await sample.data<"float32">()).toSorted();
  const apart = Array.from(sorted, (x, i) => {
    const cdf = below[Math.round(((x + 12) / 24) * (count - 1))];
    return Math.max(Math.abs(cdf - i / n), Math.abs(cdf - (i + 1) / n));
  });
  // Kolmogorov's distribution: farther apart than this once in 10,000 times; the grid's part is a thousandth.
  const largest = Math.max(...apart);
  assert.ok(largest < 2.23 / Math.sqrt(n) + 2e-3, `apart by ${largest}`);
  dispose([points, logProb, sample]);
  made.dispose();
});

test("A flow without layers is its base.", async () => {
  const base = independent(laplace({ location: tensor([0, 1]), scale: 2 }));
  const made = flow({ dim: 2, layers: [], base });
  const x = tensor2d([0.5, -1, 3, 2], [2, 2]);
  const found = made.logProb(x);
  const values = await found.data();
  [0.5 + 2, 3 + 1].forEach((sum, i) => {
    const exact = -sum / 2 - 2 * Math.log(4);
    assert.ok(Math.abs(values[i] - exact) < 1e-5, `${values[i]}, not ${exact}`);
  });
  dispose([x, found]);
});

test("With a context every density is one of its own.", async () => {
  for (const make of [realNvp, maf, splineFlow]) {
    const made = randomized(make({ dim: 2, context: 1, width: 12, layers: 2 }), 5, 0.3);
    const grids = [];
    for (const told of [-2, 1]) {
      const context = tensor2d(new Float32Array(201 ** 2).fill(told), [201 ** 2, 1]);
      const grid = await gridOf((x) => made.logProb(x, context), 9, 201);
      assert.ok(Math.abs(expected(grid, () => 1) - 1) < 5e-3, `the integral is ${expected(grid, () => 1)}`);
      grids.push(grid);
      context.dispose();
    }
    const [one, other] = grids;
    const apart = one.density.reduce((sum, p, i) => sum + Math.abs(p - other.density[i]), 0) * one.area;
    assert.ok(apart > 0.02, `${made.title}: the densities differ by ${apart}`);
    made.dispose();
  }
});

test("Fitted with a condition, a flow finds the density of each.", async () => {
  // x is of N(2 c, 0.5^2) given c.
  const n = 2000;
  const told = stream(1).normal(n);
  const noise = stream(2).normal(n);
  const condition = tensor2d(told, [n, 1]);
  const data = tensor2d(
    noise.map((z, i) => 2 * told[i] + 0.5 * z),
    [n, 1],
  );
  const made = maf({ dim: 1, context: 1, layers: 1, width: 16, depth: 1 });
  await leaves(0, async () => {
    await fit(made, made.loss, {
      data,
      condition,
      batch: 128,
      steps: 250,
      learningRate: 1e-2,
      decay: "cosine",
    });
  });
  const x = tensor2d([2.5, -2, -1.5], [3, 1]);
  const at = tensor2d([1, -1, -1], [3, 1]);
  const found = made.logProb(x, at);
  const values = await found.data();
  [1, 0, 1].forEach((z, i) => {
    const exact = -(z * z) / 2 - Math.log(0.5 * Math.sqrt(2 * Math.PI));
    assert.ok(Math.abs(values[i] - exact) < 0.2, `${values[i]}, not ${exact}`);
  });
  await assert.rejects(made.bitsPerDim(x, { context: condition }), /has shape \[3, 1\], not \[2000, 1\]/);
  const { mean } = await made.bitsPerDim(data, { context: condition });
  const entropy = (0.5 + Math.log(0.5 * Math.sqrt(2 * Math.PI))) / Math.LN2;
  assert.ok(Math.abs(mean - entropy) < 0.1, `${mean} bits, not ${entropy}`);
  dispose([condition, data, x, at, found]);
  made.dispose();
});

test("Weights fit any flow made with the same options, whatever its seed.", async () => {
  const makers: ((seed: number) => Flow)[] = [
    (seed) => realNvp({ dim: 3, layers: 2, width: 6, seed }),
    (seed) => maf({ dim: 3, layers: 2, width: 6, seed }),
    (seed) => splineFlow({ dim: 3, layers: 2, width: 6, seed }),
    (seed) => planarFlow({ dim: 3, layers: 2, seed }),
    (seed) => glow({ shape: [2, 2, 1], scales: 1, steps: 2, width: 4, seed }),
  ];
  for (const make of makers) {
    const [one, other] = [randomized(make(1)), make(2)];
    for (const [name, weight] of Object.entries(one.weights)) other.weights[name].assign(weight);
    const x = tensor(stream(0).normal(12), [12 / one.shape.reduce((a, b) => a * b), ...one.shape]);
    const [a, b] = [one.logProb(x), other.logProb(x)];
    assert.deepEqual(await a.data(), await b.data(), one.title);
    dispose([x, a, b]);
    one.dispose();
    other.dispose();
  }
});

test("What does not fit is refused in words.", () => {
  const made = realNvp({ dim: 3, width: 4, layers: 1 });
  const [x, wide, context] = tidy((): Tensor[] => [
    randomNormal([4, 3]),
    randomNormal([4, 2]),
    randomNormal([4, 1]),
  ]);
  assert.throws(() => made.logProb(wide), /takes examples \[batch, 3\], not \[4, 2\]/);
  assert.throws(() => made.logProb(x, context as never), /takes no context/);
  assert.throws(() => made.sample(stream(0), 0), /n must be a whole number of at least 1/);
  const told = maf({ dim: 3, context: 1, width: 4, layers: 1 });
  assert.throws(() => told.logProb(x), /give it a context \[4, 1\]/);
  assert.throws(() => told.logProb(x, wide as never), /has shape \[4, 1\], not \[4, 2\]/);
  assert.throws(() => realNvp({ dim: 1 }), /1 channel has no halves: autoregressive/);
  assert.throws(() => realNvp({ dim: 2, layer: 3 } as never), /realNvp has no option "layer"/);
  assert.throws(() => splineFlow({ dim: 2, bins: 1 }), /bins must be a whole number of at least 2/);
  assert.throws(() => splineFlow({ dim: 2, bound: 0 }), /bound is a number above 0/);
  assert.throws(
    () => splineFlow({ dim: 2, kind: "both" as "coupling" }),
    /kind is one of coupling, autoregressive/,
  );
  assert.throws(
    () => planarFlow({ dim: 2, closed: "none" as "density" }),
    /closed is one of density, samples/,
  );
  const layer = planar({ dim: 2 });
  assert.throws(() => flow({ dim: 3, layers: [layer] }), /planar takes examples of shape \[2\], not \[3\]/);
  assert.throws(() => flow({ layers: [layer] }), /give one of the two/);
  assert.throws(
    () => flow({ shape: [2, 2], layers: [flatten({ shape: [2, 2] })], base: made.base }),
    /lead to shape \[4\], and a draw of standard normal has \[3\]/,
  );
  assert.throws(
    () => coupling({ channels: 3, image: true, width: 4 }).shape([3]),
    /\[height, width, 3\], not \[3\]/,
  );
  assert.equal(affine().parameters, 2);
  dispose([x, wide, context]);
  for (const one of [made, told, layer]) one.dispose();
});

test("Data that is not there or not finite does not pass for a number of bits, nor for a first batch.", async () => {
  const made = realNvp({ dim: 2, width: 4, layers: 1 });
  const x = tensor2d([0, 1, NaN, 0], [2, 2]);
  const [none, wide] = [tensor2d([], [0, 2]), tensor2d([1, 2, 3, 4], [1, 4])];
  await assert.rejects(made.bitsPerDim(none), /takes examples \[batch, 2\], not \[0, 2\]/);
  assert.throws(() => made.loss(made, wide, stream(0)), /takes examples \[batch, 2\], not \[1, 4\]/);
  assert.equal(made.layers[0].start?.due(), true);
  dispose([none, wide]);
  await assert.rejects(made.bitsPerDim(x), /ln p of example 1 is NaN/);
  await assert.rejects(made.bitsPerDim(x, { signal: AbortSignal.abort(new Error("enough")) }), /enough/);
  x.dispose();
  made.dispose();
});
