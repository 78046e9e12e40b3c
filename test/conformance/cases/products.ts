import * as tf from "../../../src/runtime/core/tf.ts";
import type { Tensor } from "../../../src/runtime/core/tf.ts";
import type { Case } from "../case.ts";
import { map } from "../nd.ts";
import { add, matMul, mul, softmax } from "../operations.ts";

const shapes: [name: string, a: number[], b: number[]][] = [
  ["1 x 1", [1, 1], [1, 1]],
  ["odd sizes", [5, 7], [7, 3]],
  ["one row", [1, 9], [9, 6]],
  ["one column", [6, 9], [9, 1]],
  ["multiples of 4", [8, 4], [4, 12]],
  ["batch 1", [1, 3, 5], [1, 5, 2]],
  ["batch 3", [3, 2, 5], [3, 5, 4]],
  ["batch 3 with one matrix", [3, 2, 5], [5, 4]],
  ["batch 3 with batch 1", [3, 2, 5], [1, 5, 4]],
  ["heads", [2, 3, 4, 5], [2, 3, 5, 2]],
];

const swapped = (shape: number[]): number[] => [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!];

const matrices = shapes.flatMap(([name, a, b]) =>
  [false, true].flatMap((transposeA) =>
    [false, true].map((transposeB): Case => ({
      name: `matMul, ${name}${transposeA ? ", first transposed" : ""}${transposeB ? ", second transposed" : ""}`,
      inputs: [transposeA ? swapped(a) : a, transposeB ? swapped(b) : b],
      tf: (x: Tensor, y: Tensor) => tf.matMul(x, y, transposeA, transposeB),
      meant: (x, y) => matMul(x, y, transposeA, transposeB),
    })),
  ),
);

export const products: Case[] = [
  ...matrices,
  {
    name: "dense layer with relu",
    inputs: [[5, 7], [7, 3], [3]],
    tf: (a: Tensor, b: Tensor, bias: Tensor) => tf.fused.matMul({ a, b, bias, activation: "relu" }),
    meant: (a, b, bias) => map((x) => Math.max(x, 0))(add(matMul(a, b), bias)),
  },
  {
    name: "attention",
    inputs: [[2, 5, 4], [2, 5, 4], [2, 5, 3]], // prettier-ignore
    tf: (q: Tensor, k: Tensor, v: Tensor) => tf.matMul(tf.softmax(tf.matMul(q, k, false, true).mul(0.5)), v),
    meant: (q, k, v) => matMul(softmax(map((x) => x / 2)(matMul(q, k, false, true))), v),
  },
  {
    name: "dot of vectors",
    inputs: [[7], [7]], // prettier-ignore
    tf: (a: Tensor, b: Tensor) => a.mul(b).sum(),
    meant: (a, b) => ({ shape: [], data: Float64Array.of(mul(a, b).data.reduce((all, x) => all + x, 0)) }),
  },
];
