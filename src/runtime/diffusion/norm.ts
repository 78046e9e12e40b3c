import type { Tensor, Tensor1D } from "../core/tf.ts";
import { choice } from "./choice.ts";

/** The size of an error [B, ...], one number for each example [B]. */
export type Norm = (error: Tensor) => Tensor1D;

/** The mean over everything but the first axis. */
const perExample = (x: Tensor): Tensor1D => x.reshape([x.shape[0], -1]).mean(1);

const expectScale = (name: string, value: number): void => {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`${name} is a number above 0, not ${value}`);
};

/** The mean of e^2 / 2 where |e| < delta and of delta (|e| - delta / 2) beyond: Huber (1964). */
export function huber(delta = 1): Norm {
  expectScale("delta of huber", delta);
  return (error) => {
    const size = error.abs();
    const near = size.minimum(delta);
    return perExample(near.square().div(2).add(size.sub(near).mul(delta)));
  };
}

/**
 * sqrt(|e|^2 + c^2) - c of an example's whole error: Song and Dhariwal (2310.14189), equation 7. Unless given, c is
 * their 0.00054 sqrt(d) for examples of d numbers.
 */
export function pseudoHuber(c?: number): Norm {
  if (c !== undefined) expectScale("c of pseudoHuber", c);
  return (error) => {
    const flat = error.reshape([error.shape[0], -1]);
    const size = c ?? 0.00054 * Math.sqrt(flat.shape[1] ?? 1);
    return flat
      .square()
      .sum<Tensor1D>(1)
      .add(size ** 2)
      .sqrt()
      .sub(size);
  };
}

export const norms = {
  /** The mean of the squared error. */
  mse: (error) => perExample(error.square()),
  /** The mean of the absolute error. */
  l1: (error) => perExample(error.abs()),
  huber: huber(),
  pseudoHuber: pseudoHuber(),
} satisfies Record<string, Norm>;

export type NormName = keyof typeof norms;

export const normOf = (given: NormName | Norm): Norm => choice<Norm>("norm", norms, given);
