import * as tf from "../../src/runtime/core/tf.ts";
import type { Stream } from "../../src/runtime/random/index.ts";

/** A function of two tensors [3, 4] and a number, of kernels chosen by chance. */
export type RandomGraph = (a: tf.Tensor, b: tf.Tensor, factor: number) => tf.Scalar;

const unary: readonly ((x: tf.Tensor) => tf.Tensor)[] = [
  (x) => x.neg(),
  (x) => x.tanh().exp(),
  (x) => x.abs().add(1).log(),
  (x) => x.square().add(0.5).sqrt(),
  (x) => x.square().add(1).rsqrt(),
  (x) => x.sigmoid(),
  (x) => x.softplus(),
  (x) => x.relu(),
  (x) => x.sin().add(x.cos()),
  (x) => x.erf(),
  (x) => x.clipByValue(-1, 1),
  (x) => tf.softmax(x.reshape([-1, x.shape.at(-1) ?? 1])).reshape(x.shape),
  (x) => (x.rank ? tf.cumsum(x, x.rank - 1) : x),
  (x) => x.reverse(),
  (x) => x.greater(0.1).cast("float32").mul(x),
  (x) => tf.where(x.less(0), x.mul(0.5), x),
  (x) => x.reshape([-1]).reshape(x.shape),
  (x) => (x.rank ? x.sub(x.logSumExp(-1, true)) : x),
  (x) => (x.rank ? x.sub(x.mean(0, true)) : x),
  (x) => (x.rank ? x.div(x.abs().max(-1, true).add(1)) : x),
];

const binary: readonly ((x: tf.Tensor, y: tf.Tensor) => tf.Tensor)[] = [
  (x, y) => x.add(y),
  (x, y) => x.sub(y),
  (x, y) => x.mul(y),
  (x, y) => x.div(y.square().add(1)),
  (x, y) => x.maximum(y),
  (x, y) => x.minimum(y),
  (x, y) => x.squaredDifference(y).tanh(),
  (x, y) => x.abs().add(0.5).pow(y.tanh()),
];

/** From matrices of any shape back to one of [3, 4]. */
const shaped: readonly ((x: tf.Tensor2D) => tf.Tensor)[] = [
  (x) => x.transpose().transpose(),
  (x) => tf.matMul(x, x, true, false).slice([0, 0], [3, 4]),
  (x) => tf.matMul(tf.matMul(x, x, false, true), x).tanh(),
  (x) => tf.concat([x, x.neg()], 0).slice([2, 0], [3, 4]),
  (x) => tf.stack([x, x.mul(2)]).sum(0),
  (x) => tf.add(...(tf.split(x, 2, 1) as [tf.Tensor, tf.Tensor])).tile([1, 2]),
  (x) => tf.gather(x, tf.tensor1d([2, 0, 0], "int32")),
  (x) => x.pad([[1, 0], [0, 1]]).slice([0, 1], [3, 4]), // prettier-ignore
  (x) => tf.conv1d(x.reshape<tf.Tensor3D>([1, 3, 4]), tf.ones<tf.Rank.R3>([2, 4, 4]), 1, "same").reshape([3, 4]).tanh(), // prettier-ignore
  (x) => x.sum(0, true).add(x),
  (x) => x.mean(1, true).sub(x),
];

/** The graph of a stream: the same for the same stream. */
export function randomGraph(random: Stream, kernels: number): RandomGraph {
  const choices = Array.from(random.integers(4 * kernels, 2 ** 30));
  return (a, b, factor) => {
    let next = 0;
    const pick = <T>(from: readonly T[]): T => from[choices[next++ % choices.length] % from.length];
    const made: tf.Tensor[] = [a, b, a.mul(factor)];
    for (let i = 0; i < kernels; i++) {
      const kind = choices[next++ % choices.length] % 3;
      const x = pick(made);
      const y = kind === 0 ? pick(unary)(x) : kind === 1 ? pick(binary)(x, pick(made)) : pick(shaped)(x as tf.Tensor2D); // prettier-ignore
      made.push(y);
    }
    return tf.addN<tf.Scalar>(made.map((x) => x.mean<tf.Scalar>()));
  };
}
