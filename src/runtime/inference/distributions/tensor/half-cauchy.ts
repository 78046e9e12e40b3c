import { where, type Tensor } from "../../../core/tf.ts";
import { standardCauchy } from "../univariate/cauchy.ts";
import type { Parameter, TensorDistribution } from "./distribution.ts";
import { ofNumbers } from "./family.ts";
import { filled } from "./noise.ts";

/** |X| of Cauchy's X with location 0: a scale of 1 unless given. Mean and variance are Infinity. */
export const halfCauchy = ({ scale = 1 }: { scale?: Parameter } = {}): TensorDistribution =>
  ofNumbers(
    { scale },
    {
      name: "half-cauchy",
      reparameterized: true,
      logProb(x, p) {
        const log = x
          .div<Tensor>(p.scale)
          .square()
          .log1p()
          .add(p.scale.log())
          .add(Math.log(Math.PI / 2))
          .neg();
        return where(x.less(0), -Infinity, log);
      },
      sample: (stream, shape, p) => filled(shape, () => Math.abs(standardCauchy.sample(stream))).mul(p.scale),
      entropy: (p) => p.scale.log().add(Math.log(2 * Math.PI)),
      mean: (p) => p.scale.mul(Infinity),
      variance: (p) => p.scale.mul(Infinity),
    },
  );
