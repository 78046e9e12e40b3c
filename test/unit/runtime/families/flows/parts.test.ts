import test from "node:test";
import assert from "node:assert/strict";
import {
  dispose,
  tensor,
  tensor1d,
  tensor2d,
  tidy,
  type Tensor,
} from "../../../../../src/runtime/core/tf.ts";
import {
  actNorm,
  autoregressive,
  coupling,
  flow,
  inverted,
  invertibleLinear,
  planar,
  rationalQuadratic,
  squeeze,
} from "../../../../../src/runtime/families/index.ts";
import { luOf } from "../../../../../src/runtime/families/flows/linear/lu.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { jacobians } from "./jacobian.ts";
import { randomized } from "./randomized.ts";

const normal = (shape: number[], seed: number, scale = 1): Tensor =>
  tensor(
    stream(seed)
      .normal(shape.reduce((a, b) => a * b))
      .map((z) => z * scale),
    shape,
  );

test("Each number of an autoregressive layer depends on those before it and itself, on no other, and on all of them.", async () => {
  for (const by of [undefined, rationalQuadratic({ bins: 4 })]) {
    const layer = randomized(autoregressive({ dim: 5, width: 16, depth: 3, ...(by && { by }) }), 2, 1);
    for (const move of [layer.forward, layer.inverse]) {
      const x = normal([3, 5], 1);
      for (const matrix of await jacobians((at) => move(at).y, x)) {
        matrix.forEach((row, i) =>
          row.forEach((slope, j) => {
            if (j > i) assert.equal(slope, 0, `number ${i} by number ${j}`);
            else assert.ok(Math.abs(slope) > 1e-7, `number ${i} by number ${j}: ${slope}`);
          }),
        );
      }
      x.dispose();
    }
    layer.dispose();
  }
});

test("A context reaches every number of an autoregressive layer, the first one too.", async () => {
  const layer = randomized(autoregressive({ dim: 3, context: 2, width: 12, depth: 2 }), 4, 1);
  const [x, context] = [normal([1, 3], 1), normal([1, 2], 2)];
  const [matrix] = await jacobians((told) => layer.forward(x, told.as2D(1, 2)).y, context);
  matrix.forEach((row, i) =>
    row.forEach((slope) => assert.ok(Math.abs(slope) > 1e-6, `number ${i}: ${slope}`)),
  );
  dispose([x, context]);
  layer.dispose();
});

test("Splines rise everywhere, join the identity smoothly at their ends, and are it outside.", async () => {
  const bound = 2;
  const map = rationalQuadratic({ bins: 6, bound });
  const count = 4001;
  const at = Float32Array.from({ length: count }, (_, i) => -3 + (6 * i) / (count - 1));
  for (const scale of [0, 1, 5]) {
    const raw = tidy(() => normal([1, map.parameters], 8, scale).tile([count, 1]));
    const x = tensor1d(at);
    const { y, logSlope } = tidy(() => ({ ...map.forward(x, raw) }));
    const [to, slope] = [await y.data<"float32">(), (await logSlope.data<"float32">()).map(Math.exp)];
    for (let i = 1; i < count; i++)
      assert.ok(to[i] >= to[i - 1] - 1e-6, `falls at ${at[i]}: ${to[i - 1]} to ${to[i]}`);
    at.forEach((value, i) => {
      if (scale > 0 && Math.abs(value) <= bound) return;
      assert.ok(Math.abs(to[i] - value) < 1e-5 && Math.abs(slope[i] - 1) < 1e-5, `${to[i]} at ${value}`);
    });
    const ends = tensor1d([-bound, bound]);
    const there = tidy(() => ({ ...map.forward(ends, raw.slice([0, 0], [2, -1])) }));
    const [low, high] = await there.y.data();
    assert.ok(
      Math.abs(low + bound) < 1e-5 && Math.abs(high - bound) < 1e-5,
      `${low} and ${high} at the ends`,
    );
    for (const end of await there.logSlope.data())
      assert.ok(Math.abs(end) < 1e-4, `slope ${Math.exp(end)} at an end`);
    dispose([raw, x, y, logSlope, ends, there.y, there.logSlope]);
  }
});

test("Gradients through a spline are finite at its knots, at its ends and far outside.", async () => {
  const layer = randomized(
    coupling({ channels: 2, by: rationalQuadratic({ bins: 4, bound: 2 }), width: 4 }),
    3,
    2,
  );
  const x = tensor2d(
    [-2, 0, 2, 0, 0, 1e6, 0, -1e6, 1, 2, 1, -2, 0, 0].flatMap((v) => v),
    [7, 2],
  );
  for (const move of [layer.forward, layer.inverse]) {
    for (const matrix of await jacobians((at) => move(at).y, x)) {
      for (const row of matrix) for (const slope of row) assert.ok(Number.isFinite(slope));
    }
  }
  x.dispose();
  layer.dispose();
});

test("A planar layer whose weights ask for a fold is kept from it, and finds its way back.", async () => {
  const layer = planar({ dim: 2 });
  tidy(() => {
    // u . w = -40: without the change of u the determinant would be 1 - 40 at the origin.
    layer.weights.u.assign(tensor2d([-12, 0], [2, 1]));
    layer.weights.w.assign(tensor2d([10 / 3, 0], [2, 1]));
  });
  const x = tensor2d([0, 0, 0.05, 1, -0.2, 2, 3, -1, -40, 0.5, 0.001, 0], [6, 2]);
  const there = layer.forward(x);
  for (const value of await there.logDet.data())
    assert.ok(Number.isFinite(value) && value <= 0, `ln det ${value}`);
  const back = layer.inverse(there.y);
  const [from, to] = [await x.data(), await back.y.data()];
  // Where the slope is its least, 1e-3, a rounding error of y is a thousand times as much in x.
  from.forEach((value, i) =>
    assert.ok(Math.abs(value - to[i]) < 2e-4 * Math.max(1, Math.abs(value)), `${to[i]}, not ${value}`),
  );
  dispose([x, there.y, there.logDet, back.y, back.logDet]);
  layer.dispose();
});

test("Activation normalization leaves an entry alone that is the same throughout, and asks for more than one example.", async () => {
  const layer = actNorm({ channels: 2 });
  const one = tensor2d([1, 2], [1, 2]);
  assert.throws(() => layer.start?.by(one), /begin with a larger batch/);
  assert.equal(layer.start?.due(), true);
  const x = tensor2d([3, 1000, 5, 1000, 7, 1000], [3, 2]);
  layer.start.by(x);
  assert.equal(layer.start.due(), false);
  const { y, logDet } = layer.forward(x);
  const third = Math.sqrt(1.5);
  [-third, 0, 0, 0, third, 0].forEach((value, i) => assert.ok(Math.abs(y.dataSync()[i] - value) < 1e-5));
  assert.ok(Math.abs((await logDet.data())[0] + Math.log(Math.sqrt(8 / 3))) < 1e-5);
  dispose([one, x, y, logDet]);
  layer.dispose();
});

test("Weights that a checkpoint or another flow has set are not set anew by a batch.", () => {
  const [trained, other] = [actNorm({ channels: 2 }), actNorm({ channels: 2 })];
  // Values of a layer that was never set are not learned ones.
  other.weights.logScale.assign(trained.weights.logScale);
  assert.equal(other.start?.due(), true);
  tidy(() => other.weights.logScale.assign(tensor1d([0.5, 1])));
  assert.equal(other.start.due(), false);
  trained.dispose();
  other.dispose();
});

test("An invertible linear layer starts as a rotation, another one at each place, the same every time.", async () => {
  const identity = tensor2d([1, 0, 0, 0, 1, 0, 0, 0, 1], [3, 3]);
  const matrix = async (place: number): Promise<Float32Array> => {
    const layer = invertibleLinear({ channels: 3, place });
    const { y, logDet } = layer.forward(identity);
    const values = await y.data<"float32">();
    assert.ok(Math.abs((await logDet.data())[0]) < 1e-5);
    dispose([y, logDet]);
    layer.dispose();
    return values;
  };
  const [first, again, second] = [await matrix(0), await matrix(0), await matrix(1)];
  assert.deepEqual(first, again);
  assert.notDeepEqual(first, second);
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      const product = [0, 1, 2].reduce((sum, k) => sum + first[3 * i + k] * first[3 * j + k], 0);
      assert.ok(Math.abs(product - (i === j ? 1 : 0)) < 1e-6, `rows ${i} and ${j}: ${product}`);
    }
  }
  identity.dispose();
});

test("A matrix is P L U, with pivots that keep L below 1.", () => {
  const n = 6;
  const random = stream(4);
  const matrix = Array.from({ length: n }, () => random.normal64(n));
  matrix[0][0] = 0; // no elimination without a change of rows
  const { order, packed } = luOf(matrix);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (j < i) assert.ok(Math.abs(packed[i][j]) <= 1);
      let sum = 0;
      for (let k = 0; k <= Math.min(i, j); k++) sum += (k === i ? 1 : packed[i][k]) * packed[k][j];
      assert.ok(Math.abs(sum - matrix[order[i]][j]) < 1e-12, `entry ${i}, ${j}: ${sum}`);
    }
  }
});

test("Squeezing keeps the pixels of a square together, row by row.", async () => {
  const x = tensor(
    Float32Array.from({ length: 16 }, (_, i) => i),
    [1, 4, 4, 1],
  );
  const { y, logDet } = squeeze().forward(x);
  assert.deepEqual(Array.from(await y.data()), [0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15]);
  dispose([x, y, logDet]);
});

test("Layers say how often each way goes through their network.", () => {
  const layer = autoregressive({ dim: 4, width: 4 });
  assert.deepEqual(layer.passes, { forward: 1, inverse: 4 });
  assert.deepEqual(inverted(layer).passes, { forward: 4, inverse: 1 });
  const made = flow({ dim: 4, layers: [layer, coupling({ channels: 4, width: 4 })] });
  assert.deepEqual(made.passes, { forward: 2, inverse: 5 });
  made.dispose();
});
