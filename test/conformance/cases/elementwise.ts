import * as tf from "../../../src/runtime/core/tf.ts";
import type { Tensor } from "../../../src/runtime/core/tf.ts";
import type { Case } from "../case.ts";
import { add, div, mul, sub } from "../operations.ts";
import { map, zip } from "../nd.ts";

/** Away from 0, where some have a kink. */
const awayFromZero = (x: number): number => x + Math.sign(x) * 0.1;
const positive = (x: number): number => 1.2 + x;

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** The error function: its series, which converges everywhere. */
function erf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 60; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

const unary: [
  name: string,
  f: (x: Tensor) => Tensor,
  meant: (x: number) => number,
  range?: (x: number) => number,
][] = [
  ["abs", tf.abs, Math.abs, awayFromZero],
  ["neg", tf.neg, (x) => -x],
  ["exp", tf.exp, Math.exp],
  ["expm1", tf.expm1, Math.expm1],
  ["log", tf.log, Math.log, positive],
  ["log1p", tf.log1p, Math.log1p, positive],
  ["sqrt", tf.sqrt, Math.sqrt, positive],
  ["rsqrt", tf.rsqrt, (x) => 1 / Math.sqrt(x), positive],
  ["square", tf.square, (x) => x * x],
  ["reciprocal", tf.reciprocal, (x) => 1 / x, positive],
  ["sin", tf.sin, Math.sin],
  ["cos", tf.cos, Math.cos],
  ["tanh", tf.tanh, Math.tanh],
  ["atan", tf.atan, Math.atan],
  ["sigmoid", tf.sigmoid, sigmoid],
  ["softplus", tf.softplus, (x) => Math.log1p(Math.exp(x))],
  ["erf", tf.erf, erf],
  ["relu", tf.relu, (x) => Math.max(x, 0), awayFromZero],
  ["elu", tf.elu, (x) => (x > 0 ? x : Math.expm1(x)), awayFromZero],
  ["leakyRelu", (x) => tf.leakyRelu(x, 0.2), (x) => (x > 0 ? x : 0.2 * x), awayFromZero],
  ["clipByValue", (x) => tf.clipByValue(x, -0.5, 0.5), (x) => Math.min(Math.max(x, -0.5), 0.5)],
  ["silu", (x) => x.mul(x.sigmoid()), (x) => x * sigmoid(x)],
  ["pow 3", (x) => tf.pow(x, 3), (x) => x ** 3],
];

const binary: [name: string, f: (a: Tensor, b: Tensor) => Tensor, meant: (a: number, b: number) => number][] =
  [
    ["maximum", tf.maximum, Math.max],
    ["minimum", tf.minimum, Math.min],
    ["squaredDifference", tf.squaredDifference, (a, b) => (a - b) ** 2],
    ["where", (a, b) => tf.where(a.greater(b), a.square(), b), (a, b) => (a > b ? a * a : b)],
  ];

export const elementwise: Case[] = [
  ...unary.map(([name, f, meant, range]): Case => ({
    name,
    inputs: [[3, 7]],
    range,
    tf: f,
    meant: map(meant),
  })),
  ...binary.map(([name, f, meant]): Case => ({ name, inputs: [[5, 3], [5, 3]], tf: f, meant: zip(meant) })), // prettier-ignore
  { name: "add, row over batch", inputs: [[4, 3, 5], [5]], tf: tf.add, meant: add }, // prettier-ignore
  { name: "sub, column over batch", inputs: [[4, 3], [4, 1]], tf: tf.sub, meant: sub }, // prettier-ignore
  { name: "mul, both broadcast", inputs: [[4, 1, 5], [3, 1]], tf: tf.mul, meant: mul }, // prettier-ignore
  { name: "mul of one number", inputs: [[7], []], tf: tf.mul, meant: mul },
  { name: "div, channels", inputs: [[2, 3, 3, 5], [5]], range: positive, tf: tf.div, meant: div }, // prettier-ignore
];
