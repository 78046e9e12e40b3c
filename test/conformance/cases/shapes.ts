import * as tf from "../../../src/runtime/core/tf.ts";
import type { Tensor, Tensor2D } from "../../../src/runtime/core/tf.ts";
import type { Case } from "../case.ts";
import { map, reduce } from "../nd.ts";
import {
  add,
  concat,
  cumsum,
  gather,
  mean,
  mul,
  pad,
  reshape,
  slice,
  softmax,
  sub,
  sum,
  transpose,
} from "../operations.ts";

const largest = (run: number[]): number => Math.max(...run);

export const shapes: Case[] = [
  { name: "sum of all", inputs: [[3, 5]], tf: (x: Tensor) => x.sum(), meant: (x) => sum(x, [0, 1]) },
  { name: "sum over the first axis", inputs: [[3, 5]], tf: (x: Tensor) => x.sum(0), meant: (x) => sum(x, [0]) },
  { name: "sum over inner axes", inputs: [[2, 3, 4, 5]], tf: (x: Tensor) => x.sum([1, 3]), meant: (x) => sum(x, [1, 3]) },
  { name: "mean, axes kept", inputs: [[2, 3, 4]], tf: (x: Tensor) => x.mean([1, 2], true), meant: (x) => mean(x, [1, 2], true) },
  { name: "max", inputs: [[4, 5]], tf: (x: Tensor) => x.max(1), meant: (x) => reduce(x, [1], false, largest) },
  { name: "min", inputs: [[4, 5]], tf: (x: Tensor) => x.min(1), meant: (x) => reduce(x, [1], false, (run) => -largest(run.map((y) => -y))) },
  { name: "variance of moments", inputs: [[3, 6]], tf: (x: Tensor) => tf.moments(x, 1).variance, meant(x) { const c = sub(x, mean(x, [1], true)); return mean(mul(c, c), [1]); } },
  { name: "softmax", inputs: [[3, 5]], tf: (x: Tensor) => tf.softmax(x), meant: softmax },
  { name: "logSoftmax", inputs: [[3, 5]], tf: (x: Tensor) => tf.logSoftmax(x), meant: (x) => map(Math.log)(softmax(x)) },
  { name: "logSumExp", inputs: [[3, 5]], tf: (x: Tensor) => tf.logSumExp(x, 1), meant: (x) => map(Math.log)(sum(map(Math.exp)(x), [1])) },
  { name: "cumsum", inputs: [[3, 5]], tf: (x: Tensor) => tf.cumsum(x, 1), meant: (x) => cumsum(x, 1) },
  {
    name: "addN of 20",
    inputs: [[2, 3]],
    tf: (x: Tensor) => tf.addN(Array.from({ length: 20 }, (_, i) => x.mul(i))),
    meant: map((x) => 190 * x),
  },
  ...[
    { name: "a box inside", begin: [1, 0, 2, 1], size: [2, 3, 2, 1] },
    { name: "rows that lie together", begin: [1, 1, 0, 0], size: [1, 2, 4, 2] },
    { name: "long rows", begin: [0, 1, 1, 0], size: [3, 1, 3, 2] },
    { name: "one number", begin: [2, 2, 3, 1], size: [1, 1, 1, 1] },
  ].map(
    ({ name, begin, size }): Case => ({
      name: `slice, ${name}`,
      inputs: [[3, 3, 4, 2]],
      tf: (x: Tensor) => tf.slice(x, begin, size),
      meant: (x) => slice(x, begin, size),
    }),
  ),
  {
    name: "split by lengths, along an axis inside",
    inputs: [[2, 5, 3]],
    tf: (x: Tensor) => tf.concat(tf.split(x, [1, 3, 1], 1).toReversed(), 1),
    meant: (x) => concat([slice(x, [0, 4, 0], [2, 1, 3]), slice(x, [0, 1, 0], [2, 3, 3]), slice(x, [0, 0, 0], [2, 1, 3])], 1),
  },
  {
    name: "cumsum of the last axis, counted from the end",
    inputs: [[2, 3, 4]],
    tf: (x: Tensor) => tf.cumsum(x, -1),
    meant: (x) => cumsum(x, 2),
  },
  { name: "reshape", inputs: [[3, 4]], tf: (x: Tensor) => x.reshape([2, 6]), meant: (x) => reshape(x, [2, 6]) },
  { name: "transpose", inputs: [[3, 4]], tf: (x: Tensor) => x.transpose(), meant: (x) => transpose(x, [1, 0]) },
  { name: "transpose of 4 axes", inputs: [[2, 3, 4, 5]], tf: (x: Tensor) => x.transpose([0, 3, 1, 2]), meant: (x) => transpose(x, [0, 3, 1, 2]) },
  { name: "pad", inputs: [[2, 3]], tf: (x: Tensor) => tf.pad(x, [[1, 0], [2, 1]]), meant: (x) => pad(x, [[1, 0], [2, 1]]) },
  { name: "slice", inputs: [[4, 5]], tf: (x: Tensor) => x.slice([1, 2], [2, 3]), meant: (x) => slice(x, [1, 2], [2, 3]) },
  { name: "concat of the last axis", inputs: [[2, 3], [2, 4]], tf: (a: Tensor2D, b: Tensor2D) => tf.concat([a, b], 1), meant: (a, b) => concat([a, b], 1) },
  { name: "concat of the first axis", inputs: [[2, 3], [1, 3]], tf: (a: Tensor2D, b: Tensor2D) => tf.concat([a, b], 0), meant: (a, b) => concat([a, b], 0) },
  { name: "stack", inputs: [[3], [3]], tf: (a: Tensor, b: Tensor) => tf.stack([a, b]), meant: (a, b) => concat([reshape(a, [1, 3]), reshape(b, [1, 3])], 0) },
  { name: "split and product", inputs: [[2, 6]], tf(x: Tensor) { const [a, b] = tf.split(x, 2, 1); return a.mul(b); }, meant: (x) => mul(slice(x, [0, 0], [2, 3]), slice(x, [0, 3], [2, 3])) },
  { name: "unstack and sum", inputs: [[2, 5]], tf(x: Tensor) { const [a, b] = tf.unstack(x); return a.square().add(b); }, meant(x) { const [a, b] = [0, 1].map((row) => reshape(slice(x, [row, 0], [1, 5]), [5])); return add(mul(a, a), b); } },
  { name: "gather, a row twice", inputs: [[4, 3]], tf: (x: Tensor) => tf.gather(x, tf.tensor1d([1, 3, 3, 0], "int32")), meant: (x) => gather(x, [1, 3, 3, 0]) },
  { name: "tile", inputs: [[2, 3]], tf: (x: Tensor) => tf.tile(x, [2, 2]), meant: (x) => concat([concat([x, x], 1), concat([x, x], 1)], 0) },
  { name: "expandDims and squeeze", inputs: [[2, 3]], tf: (x: Tensor) => tf.squeeze(x.expandDims(1).square()), meant: (x) => mul(x, x) },
]; // prettier-ignore
