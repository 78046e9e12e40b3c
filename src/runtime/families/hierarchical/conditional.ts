import type { Tensor } from "../../core/tf.ts";

/** A diagonal Gaussian of the shape of its mean [B, ...]; the logarithm of its deviation broadcasts to that. */
export interface Normal {
  readonly mean: Tensor;
  readonly logStd: Tensor | number;
}

/** The distribution of one level given the next one [B, ...], and given the data x [B, ...] where it looks at it. */
export type Conditional = (given: Tensor, x: Tensor) => Normal;

const halfLog2Pi = 0.5 * Math.log(2 * Math.PI);

/** ln N(z; mean, std^2) in nats of each example, [B]. */
export function logNormal(z: Tensor, { mean, logStd }: Normal): Tensor {
  const off = z.sub<Tensor>(mean);
  const scaled =
    typeof logStd === "number"
      ? off.mul<Tensor>(Math.exp(-logStd))
      : off.mul<Tensor>(logStd.neg<Tensor>().exp());
  return sumOfExample(scaled.square<Tensor>().mul<Tensor>(-0.5).sub<Tensor>(halfLog2Pi).sub(logStd));
}

/** mean + std eps. */
export const drawNormal = ({ mean, logStd }: Normal, eps: Tensor): Tensor =>
  mean.add(eps.mul(typeof logStd === "number" ? Math.exp(logStd) : logStd.exp()));

/** Adds up all numbers of each example [B, ...]: [B]. */
const sumOfExample = (x: Tensor): Tensor => x.reshape([x.shape[0], x.size / x.shape[0]]).sum(1);
