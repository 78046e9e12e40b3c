import test from "node:test";
import assert from "node:assert/strict";
import {
  conv2d,
  engine,
  grads,
  matMul,
  memory,
  tensor,
  tidy,
  type Rank,
  type Tensor4D,
} from "../../../src/runtime/core/tf.ts";
import { backend } from "../../../src/runtime/backend/index.ts";
import { stream } from "../../../src/runtime/random/index.ts";

const size = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

interface ConvCase {
  x: [number, number, number, number];
  filter: [number, number, number, number];
  stride: number;
  pad: "same" | "valid";
}

/** The convolution by its definition, in float64. */
function convolve({ x, filter, stride, pad }: ConvCase, xs: Float64Array, fs: Float64Array): Float64Array {
  const [n, height, width, inputs] = x;
  const [fh, fw, , outputs] = filter;
  const out = (length: number, f: number) => Math.ceil((pad === "same" ? length : length - f + 1) / stride);
  const [oh, ow] = [out(height, fh), out(width, fw)];
  const before = (o: number, f: number, length: number) =>
    pad === "same" ? Math.floor(Math.max((o - 1) * stride + f - length, 0) / 2) : 0;
  const [top, left] = [before(oh, fh, height), before(ow, fw, width)];
  const y = new Float64Array(n * oh * ow * outputs);
  for (let b = 0; b < n; b++)
    for (let r = 0; r < oh; r++)
      for (let c = 0; c < ow; c++)
        for (let i = 0; i < fh; i++)
          for (let j = 0; j < fw; j++) {
            const [row, column] = [r * stride + i - top, c * stride + j - left];
            if (row < 0 || column < 0 || row >= height || column >= width) continue;
            for (let k = 0; k < inputs; k++)
              for (let o = 0; o < outputs; o++)
                y[((b * oh + r) * ow + c) * outputs + o] +=
                  xs[((b * height + row) * width + column) * inputs + k] *
                  fs[((i * fw + j) * inputs + k) * outputs + o];
          }
  return y;
}

/** Gradient of f at x by central differences in float64. */
function differences(f: (x: Float64Array) => number, x: Float64Array): Float64Array {
  const h = 1e-4;
  return x.map((value, i) => {
    const moved = x.slice();
    moved[i] = value + h;
    const above = f(moved);
    moved[i] = value - h;
    return (above - f(moved)) / (2 * h);
  });
}

const square = (y: Float64Array) => y.reduce((total, value) => total + value * value, 0);

function assertNear(actual: ArrayLike<number>, expected: Float64Array, what: string): void {
  const scale = expected.reduce((a, b) => Math.max(a, Math.abs(b)), 1);
  assert.equal(actual.length, expected.length);
  expected.forEach((value, i) => {
    assert.ok(
      Math.abs(actual[i] - value) < 1e-4 * scale,
      `${what}: entry ${i} is ${actual[i]}, not ${value}`,
    );
  });
}

const cases: ConvCase[] = [
  { x: [2, 6, 6, 3], filter: [3, 3, 3, 4], stride: 1, pad: "same" },
  { x: [2, 6, 6, 3], filter: [3, 3, 3, 4], stride: 2, pad: "same" },
  { x: [1, 7, 5, 2], filter: [3, 3, 2, 3], stride: 2, pad: "same" },
  { x: [2, 6, 7, 2], filter: [3, 2, 2, 3], stride: 1, pad: "valid" },
  { x: [2, 7, 6, 2], filter: [2, 3, 2, 3], stride: 2, pad: "valid" },
  { x: [2, 8, 8, 2], filter: [3, 3, 2, 2], stride: 3, pad: "valid" },
  { x: [3, 4, 4, 5], filter: [1, 1, 5, 2], stride: 1, pad: "same" },
  { x: [2, 6, 6, 2], filter: [1, 1, 2, 2], stride: 2, pad: "same" },
];

test("A convolution's gradients are those of finite differences in float64.", async () => {
  for (const [seed, one] of cases.entries()) {
    const what = `${backend.name} ${JSON.stringify(one)}`;
    const xs = stream(seed).normal(size(one.x));
    const fs = stream(seed + 100).normal(size(one.filter));
    const [x64, f64] = [Float64Array.from(xs), Float64Array.from(fs)];
    const gradients = grads((x, f) =>
      conv2d(x as Tensor4D, f as Tensor4D, one.stride, one.pad)
        .square()
        .sum(),
    );
    const [dx, df] = gradients([tensor(xs, one.x), tensor(fs, one.filter)]);
    assertNear(
      await dx.data(),
      differences((x) => square(convolve(one, x, f64)), x64),
      `input of ${what}`,
    );
    assertNear(
      await df.data(),
      differences((f) => square(convolve(one, x64, f)), f64),
      `filter of ${what}`,
    );
  }
});

test("Matrix products agree with float64 for every transpose, batch and size.", async () => {
  const shapes: [batchA: number[], batchB: number[], m: number, k: number, n: number][] = [
    [[], [], 33, 20, 17],
    [[], [], 3, 4, 5],
    [[4], [4], 6, 5, 7],
    [[3], [3], 64, 72, 40],
    [[2, 3], [2, 3], 9, 8, 7],
    [[5], [1], 12, 30, 11],
    [[1], [4], 9, 30, 11],
  ];
  for (const [batchA, batchB, m, k, n] of shapes) {
    for (const [ta, tb] of [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ]) {
      const a = stream(1).normal(size(batchA) * m * k);
      const b = stream(2).normal(size(batchB) * k * n);
      const batch = Math.max(size(batchA), size(batchB));
      const expected = new Float64Array(batch * m * n);
      for (let i = 0; i < batch; i++)
        for (let r = 0; r < m; r++)
          for (let c = 0; c < n; c++)
            for (let j = 0; j < k; j++) {
              const left = a[(i % size(batchA)) * m * k + (ta ? j * m + r : r * k + j)];
              expected[(i * m + r) * n + c] +=
                left * b[(i % size(batchB)) * k * n + (tb ? c * k + j : j * n + c)];
            }
      const product = matMul(
        tensor(a, [...batchA, ...(ta ? [k, m] : [m, k])]),
        tensor(b, [...batchB, ...(tb ? [n, k] : [k, n])]),
        ta,
        tb,
      );
      assertNear(
        await product.data(),
        expected,
        `[${batchA.join()}] x [${batchB.join()}] ${m} ${k} ${n} ${ta} ${tb}`,
      );
    }
  }
});

test("Kernels of ours free what they make on the way.", () => {
  // The wasm backend counts its own buffers, which tensors alone do not show.
  const buffers = () => (engine().backend as unknown as { numDataIds(): number }).numDataIds();
  const x = tensor<Rank.R4>(stream(1).normal(2 * 64), [2, 8, 8, 1]);
  const f = tensor<Rank.R4>(stream(2).normal(9 * 4), [3, 3, 1, 4]);
  const a = tensor(stream(3).normal(2 * 80 * 80), [2, 80, 80]);
  const before = { tensors: memory().numTensors, buffers: buffers() };
  for (const stride of [1, 2]) {
    tidy(() => void grads((x, f) => conv2d(x as Tensor4D, f as Tensor4D, stride, "same").sum())([x, f]));
  }
  tidy(() => void grads((a) => matMul(a, a, true, true).sum())([a]));
  assert.deepEqual({ tensors: memory().numTensors, buffers: buffers() }, before);
});

test("A copy without copying outlives its original.", async () => {
  const original = tensor([1, 2, 3]);
  const copy = original.clone();
  const cast = original.cast("float32");
  original.dispose();
  assert.deepEqual([...(await copy.data())], [1, 2, 3]);
  copy.dispose();
  assert.deepEqual([...(await cast.data())], [1, 2, 3]);
  cast.dispose();
  assert.deepEqual([...(await tensor([1.7, -1.2]).cast("int32").data())], [1, -1]);
});
