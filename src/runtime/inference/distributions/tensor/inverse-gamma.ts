import { where, type Tensor } from "../../../core/tf.ts";
import type { Parameter, TensorDistribution } from "./distribution.ts";
import { ofNumbers } from "./family.ts";
import { logGammaDraws } from "./gamma-draw.ts";
import { gammaEntropy } from "./gamma.ts";
import { digamma, logGammaFront } from "./special.ts";
import { inside } from "./support.ts";

/**
 * 1 / X of a gamma distributed X: scale^a x^(-a - 1) exp(-scale / x) / Gamma(a) of a concentration a and a scale, 1 unless
 * given. Draws as `gamma`. The mean is Infinity for a <= 1, the variance for a <= 2.
 */
export const inverseGamma = ({
  concentration,
  scale = 1,
}: {
  concentration: Parameter;
  scale?: Parameter;
}): TensorDistribution =>
  ofNumbers(
    { concentration, scale },
    {
      name: "inverse gamma",
      reparameterized: true,
      logProb: (x, p) =>
        inside(x.greater(0), x, (y) => logGammaFront(p.concentration, p.scale.div(y)).sub(y.log())),
      sample(stream, shape, p) {
        const logs = logGammaDraws(stream, concentration, shape, "inverse gamma");
        return logs.neg<Tensor>().exp<Tensor>().mul(p.scale);
      },
      entropy: (p) =>
        gammaEntropy(p.concentration).sub<Tensor>(digamma(p.concentration).mul(2)).add(p.scale.log()),
      mean: (p) => where(p.concentration.greater(1), p.scale.div<Tensor>(p.concentration.sub(1)), Infinity),
      variance(p) {
        const mean = p.scale.div<Tensor>(p.concentration.sub(1));
        const finite = mean.square<Tensor>().div<Tensor>(p.concentration.sub(2));
        return where(p.concentration.greater(2), finite, Infinity);
      },
    },
  );
