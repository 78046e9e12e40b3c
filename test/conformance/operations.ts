// What tfjs's operations mean, written for reading: loops over float64 numbers.
import { build, get, map, nd, orZero, reduce, zip, type Nd } from "./nd.ts";

export const add = zip((a, b) => a + b);
export const sub = zip((a, b) => a - b);
export const mul = zip((a, b) => a * b);
export const div = zip((a, b) => a / b);

const total = (run: number[]): number => run.reduce((sum, x) => sum + x, 0);

export const sum = (x: Nd, axes: readonly number[], keepDims = false): Nd => reduce(x, axes, keepDims, total);
export const mean = (x: Nd, axes: readonly number[], keepDims = false): Nd =>
  reduce(x, axes, keepDims, (run) => total(run) / run.length);

/** The batch axes of both are broadcast. */
export function matMul(a: Nd, b: Nd, transposeA = false, transposeB = false): Nd {
  const left = transposeA ? swapLast(a) : a;
  const right = transposeB ? swapLast(b) : b;
  const [m, k] = left.shape.slice(-2);
  const batch = zip(() => 0)(of(left.shape.slice(0, -2)), of(right.shape.slice(0, -2))).shape;
  return build([...batch, m, right.shape.at(-1)!], (at) => {
    const [row, column] = at.slice(-2);
    const group = at.slice(0, -2);
    let result = 0;
    for (let i = 0; i < k; i++) result += get(left, [...group, row, i]) * get(right, [...group, i, column]);
    return result;
  });
}

const of = (shape: readonly number[]): Nd => build(shape, () => 0);

function swapLast(x: Nd): Nd {
  const axes = x.shape.map((_, axis) => axis);
  return transpose(x, [...axes.slice(0, -2), axes.length - 1, axes.length - 2]);
}

export const transpose = (x: Nd, perm: readonly number[]): Nd =>
  build(
    perm.map((axis) => x.shape[axis]),
    (at) => {
      const from: number[] = [];
      perm.forEach((axis, i) => (from[axis] = at[i]));
      return get(x, from);
    },
  );

export const reshape = (x: Nd, shape: readonly number[]): Nd => nd(shape, x.data);

export const pad = (x: Nd, amounts: readonly (readonly [number, number])[]): Nd =>
  build(
    x.shape.map((length, axis) => length + amounts[axis][0] + amounts[axis][1]),
    (at) =>
      orZero(
        x,
        at.map((index, axis) => index - amounts[axis][0]),
      ),
  );

export const slice = (x: Nd, begin: readonly number[], size: readonly number[]): Nd =>
  build(size, (at) =>
    get(
      x,
      at.map((index, axis) => index + begin[axis]),
    ),
  );

export const concat = (parts: readonly Nd[], axis: number): Nd => {
  const length = parts.reduce((all, part) => all + part.shape[axis], 0);
  return build(parts[0].shape.with(axis, length), (at) => {
    let index = at[axis];
    for (const part of parts) {
      if (index < part.shape[axis]) return get(part, at.with(axis, index));
      index -= part.shape[axis];
    }
    throw new Error("beyond the end");
  });
};

export const gather = (x: Nd, rows: readonly number[]): Nd =>
  build([rows.length, ...x.shape.slice(1)], ([row, ...rest]) => get(x, [rows[row], ...rest]));

/** A number is that of zeros on each side. */
export type Padding = "same" | "valid" | number;

/** How many outputs there are along an axis, and how many zeros before it. */
function along(length: number, size: number, stride: number, padding: Padding): [number, number] {
  if (padding === "valid") return along(length, size, stride, 0);
  if (padding !== "same") return [Math.floor((length + 2 * padding - size) / stride) + 1, padding];
  const outputs = Math.ceil(length / stride);
  return [outputs, Math.floor(Math.max((outputs - 1) * stride + size - length, 0) / 2)];
}

/** x [n, h, w, in] with filter [height, width, in, out]. */
export function conv2d(x: Nd, filter: Nd, stride: number, padding: Padding): Nd {
  const [n, height, width] = x.shape;
  const [rows, columns, inputs, outputs] = filter.shape;
  const [high, top] = along(height, rows, stride, padding);
  const [wide, left] = along(width, columns, stride, padding);
  return build([n, high, wide, outputs], ([item, y, z, out]) => {
    let result = 0;
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++)
        for (let c = 0; c < inputs; c++)
          result +=
            orZero(x, [item, y * stride + i - top, z * stride + j - left, c]) * get(filter, [i, j, c, out]);
    return result;
  });
}

/** x [n, h, w, c] with filter [height, width, c, m]: channel c makes outputs c m … c m + m - 1. */
export function depthwise(x: Nd, filter: Nd, stride: number, padding: Padding): Nd {
  const [n, height, width, channels] = x.shape;
  const [rows, columns, , many] = filter.shape;
  const [high, top] = along(height, rows, stride, padding);
  const [wide, left] = along(width, columns, stride, padding);
  return build([n, high, wide, channels * many], ([item, y, z, out]) => {
    const channel = Math.floor(out / many);
    let result = 0;
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++)
        result +=
          orZero(x, [item, y * stride + i - top, z * stride + j - left, channel]) *
          get(filter, [i, j, channel, out % many]);
    return result;
  });
}

/** What lies under a window, without what lies outside of the image. */
function pool(x: Nd, size: number, stride: number, padding: Padding, f: (run: number[]) => number): Nd {
  const [n, height, width, channels] = x.shape;
  const [high, top] = along(height, size, stride, padding);
  const [wide, left] = along(width, size, stride, padding);
  return build([n, high, wide, channels], ([item, y, z, c]) => {
    const run: number[] = [];
    for (let i = y * stride - top; i < y * stride - top + size; i++)
      for (let j = z * stride - left; j < z * stride - left + size; j++)
        if (i >= 0 && i < height && j >= 0 && j < width) run.push(get(x, [item, i, j, c]));
    return f(run);
  });
}

export const maxPool = (x: Nd, size: number, stride: number, padding: Padding): Nd =>
  pool(x, size, stride, padding, (run) => Math.max(...run));

export const avgPool = (x: Nd, size: number, stride: number, padding: Padding): Nd =>
  pool(x, size, stride, padding, (run) => total(run) / run.length);

/** Each pixel of [n, h, w, c] as often as the image grows. */
export function nearest(x: Nd, height: number, width: number): Nd {
  const [n, h, w, c] = x.shape;
  return build([n, height, width, c], ([item, y, z, channel]) =>
    get(x, [item, Math.floor((y * h) / height), Math.floor((z * w) / width), channel]),
  );
}

/** Linear between pixels whose corners keep their places (alignCorners false, halfPixelCenters false). */
export function bilinear(x: Nd, height: number, width: number): Nd {
  const [n, h, w, c] = x.shape;
  return build([n, height, width, c], ([item, y, z, channel]) => {
    const [down, right] = [(y * h) / height, (z * w) / width];
    const [top, left] = [Math.floor(down), Math.floor(right)];
    const at = (i: number, j: number) => get(x, [item, Math.min(i, h - 1), Math.min(j, w - 1), channel]);
    const [u, v] = [down - top, right - left];
    return (
      (1 - u) * ((1 - v) * at(top, left) + v * at(top, left + 1)) +
      u * ((1 - v) * at(top + 1, left) + v * at(top + 1, left + 1))
    );
  });
}

export function softmax(x: Nd): Nd {
  const e = map(Math.exp)(x);
  return div(e, sum(e, [x.shape.length - 1], true));
}

export function cumsum(x: Nd, axis: number): Nd {
  return build(x.shape, (at) => {
    let result = 0;
    for (let i = 0; i <= at[axis]; i++) result += get(x, at.with(axis, i));
    return result;
  });
}

/** (x - mean) / sqrt(variance + epsilon) over the given axes. */
export function normalize(x: Nd, axes: readonly number[], epsilon: number): Nd {
  const centred = sub(x, mean(x, axes, true));
  const variance = mean(mul(centred, centred), axes, true);
  return div(centred, map((v) => Math.sqrt(v + epsilon))(variance));
}
