import { where, type Tensor } from "../../../core/tf.ts";
import type { Parameter, TensorDistribution } from "./distribution.ts";
import { ofNumbers } from "./family.ts";
import { filled } from "./noise.ts";

/** The exponential distribution rate exp(-rate x), of mean 1 / rate: a rate of 1 unless given. */
export const exponential = ({ rate = 1 }: { rate?: Parameter } = {}): TensorDistribution =>
  ofNumbers(
    { rate },
    {
      name: "exponential",
      reparameterized: true,
      logProb: (x, p) => where(x.less(0), -Infinity, p.rate.log().sub<Tensor>(p.rate.mul(x))),
      sample: (stream, shape, p) => filled(shape, () => -Math.log1p(-stream.uniform64(1)[0])).div(p.rate),
      entropy: (p) => p.rate.log().neg<Tensor>().add(1),
      mean: (p) => p.rate.reciprocal(),
      variance: (p) => p.rate.square<Tensor>().reciprocal(),
    },
  );
