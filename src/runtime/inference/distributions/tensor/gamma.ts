import type { Tensor } from "../../../core/tf.ts";
import { halfLog2Pi } from "../special/saddle.ts";
import type { Parameter, TensorDistribution } from "./distribution.ts";
import { ofNumbers } from "./family.ts";
import { logGammaDraws } from "./gamma-draw.ts";
import { digammaExcess, logGammaFront, stirlingError } from "./special.ts";
import { inside } from "./support.ts";

/**
 * The gamma distribution rate^a x^(a - 1) exp(-rate x) / Gamma(a) of a concentration a and a rate, 1 unless given. Draws have
 * implicit gradients; concentrations in a tensor are read for them, which is refused on webgpu: give a number there.
 */
export const gamma = ({
  concentration,
  rate = 1,
}: {
  concentration: Parameter;
  rate?: Parameter;
}): TensorDistribution =>
  ofNumbers(
    { concentration, rate },
    {
      name: "gamma",
      reparameterized: true,
      logProb: (x, p) =>
        inside(x.greater(0), x, (y) => logGammaFront(p.concentration, y.mul(p.rate)).sub(y.log())),
      sample: (stream, shape, p) =>
        logGammaDraws(stream, concentration, shape, "gamma").exp<Tensor>().div(p.rate),
      entropy: (p) => gammaEntropy(p.concentration).sub(p.rate.log()),
      mean: (p) => p.concentration.div(p.rate),
      variance: (p) => p.concentration.div<Tensor>(p.rate.square()),
    },
  );

/** The entropy of Gamma(a, 1). */
export const gammaEntropy = (a: Tensor): Tensor =>
  a
    .log()
    .mul<Tensor>(0.5)
    .add<Tensor>(stirlingError(a))
    .sub<Tensor>(a.sub(1).mul<Tensor>(digammaExcess(a)))
    .add(halfLog2Pi);
