import * as tf from "../../../src/runtime/core/tf.ts";
import type { Tensor4D } from "../../../src/runtime/core/tf.ts";
import { upsample } from "../../../src/runtime/networks/upsample.ts";
import type { Case } from "../case.ts";
import {
  avgPool,
  bilinear,
  conv2d,
  depthwise,
  maxPool,
  nearest,
  normalize,
  reshape,
  type Padding,
} from "../operations.ts";

/** What pools know, and convolutions besides. */
const poolPaddings = ["same", "valid"] as const;
const paddings: Padding[] = [...poolPaddings, 1];

const convolutions: [name: string, x: number[], filter: number[], strides: number[]][] = [
  ["1 x 1, one channel", [1, 3, 3, 1], [1, 1, 1, 1], [1]],
  ["3 x 3, one channel", [1, 5, 5, 1], [3, 3, 1, 1], [1, 2]],
  ["3 x 3, one channel in", [2, 5, 4, 1], [3, 3, 1, 4], [1, 2]],
  ["3 x 3, one channel out", [2, 4, 5, 3], [3, 3, 3, 1], [1, 2]],
  ["3 x 3, odd", [1, 5, 7, 3], [3, 3, 3, 5], [1, 2]],
  ["3 x 3, multiples of 4", [2, 4, 4, 4], [3, 3, 4, 8], [1, 2]],
  ["4 x 4", [1, 6, 6, 2], [4, 4, 2, 3], [1, 2]],
  ["5 x 3", [1, 6, 5, 2], [5, 3, 2, 2], [1]],
  ["3 x 2", [2, 5, 6, 2], [3, 2, 2, 3], [1, 2]],
];

const pools: [name: string, size: number, stride: number][] = [
  ["2", 2, 2],
  ["3, overlapping", 3, 2],
];

const either = <T>(make: (padding: Padding) => T): T[] => paddings.map(make);

export const images: Case[] = [
  ...convolutions.flatMap(([name, x, filter, strides]) =>
    strides.flatMap((stride) =>
      either((padding): Case => ({
        name: `conv2d, ${name}, stride ${stride}, ${padding}`,
        inputs: [x, filter],
        tf: (a: Tensor4D, b: Tensor4D) => tf.conv2d(a, b, stride, padding),
        meant: (a, b) => conv2d(a, b, stride, padding),
      })),
    ),
  ),
  ...[1, 2].flatMap((many) =>
    [1, 2].flatMap((stride) =>
      either((padding): Case => ({
        name: `depthwiseConv2d, ${many} a channel, stride ${stride}, ${padding}`,
        inputs: [[2, 5, 5, 3], [3, many, 3, many]], // prettier-ignore
        tf: (a: Tensor4D, b: Tensor4D) => tf.depthwiseConv2d(a, b, stride, padding),
        meant: (a, b) => depthwise(a, b, stride, padding),
      })),
    ),
  ),
  ...pools.flatMap(([name, size, stride]) =>
    poolPaddings
      .flatMap((padding): Case[] => [
        {
          name: `maxPool ${name}, ${padding}`,
          inputs: [[2, 5, 5, 2]],
          tf: (x: Tensor4D) => tf.maxPool(x, size, stride, padding),
          meant: (x) => maxPool(x, size, stride, padding),
        },
        {
          name: `maxPool ${name} of negative numbers, ${padding}`,
          inputs: [[1, 4, 4, 2]],
          range: (x) => x - 2,
          tf: (x: Tensor4D) => tf.maxPool(x, size, stride, padding),
          meant: (x) => maxPool(x, size, stride, padding),
        },
        {
          name: `avgPool ${name}, ${padding}`,
          inputs: [[2, 5, 5, 2]],
          tf: (x: Tensor4D) => tf.avgPool(x, size, stride, padding),
          meant: (x) => avgPool(x, size, stride, padding),
        },
      ])
      .flat(),
  ),
  {
    name: "resizeNearestNeighbor, batch 3",
    inputs: [[3, 2, 3, 2]],
    tf: (x: Tensor4D) => tf.image.resizeNearestNeighbor(x, [4, 6]),
    meant: (x) => nearest(x, 4, 6),
  },
  {
    name: "resizeBilinear, batch 2",
    inputs: [[2, 3, 2, 2]],
    tf: (x: Tensor4D) => tf.image.resizeBilinear(x, [6, 4]),
    meant: (x) => bilinear(x, 6, 4),
  },
  { name: "upsample", inputs: [[3, 2, 3, 2]], tf: upsample, meant: (x) => nearest(x, 4, 6) },
  {
    name: "group normalization",
    inputs: [[2, 3, 3, 8]],
    tf(x: Tensor4D) {
      const grouped = x.reshape([2, 9, 4, 2]);
      const { mean, variance } = tf.moments(grouped, [1, 3], true);
      return grouped.sub(mean).mul(variance.add(1e-5).rsqrt()).reshape(x.shape);
    },
    meant: (x) => reshape(normalize(reshape(x, [2, 9, 4, 2]), [1, 3], 1e-5), x.shape),
  },
];
