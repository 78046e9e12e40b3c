import { tensor, tidy, type Tensor, type Tensor1D } from "../../core/tf.ts";
import { sizeOf } from "../../core/shape.ts";
import type { TensorDistribution } from "../../inference/distributions/tensor/distribution.ts";
import { sumEach } from "./log-det.ts";

/** Where a flow leads data to: any tensor distribution of one example's shape, without a batch of its own. */
export type Base = Pick<TensorDistribution, "name" | "eventShape" | "logProb" | "sample">;

/** N(0, I) of examples of this shape. */
export function standardNormal(shape: readonly number[]): Base {
  const constant = (sizeOf(shape) / 2) * Math.log(2 * Math.PI);
  return {
    name: "standard normal",
    eventShape: shape,
    logProb: (x: Tensor): Tensor1D => tidy(() => sumEach(x.square()).mul(-0.5).sub<Tensor1D>(constant)),
    sample(stream, of = []) {
      const all = [...of, ...shape];
      return tensor(stream.normal(sizeOf(all)), all);
    },
  };
}
