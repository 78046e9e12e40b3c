import { tensor, type Tensor } from "../../../core/tf.ts";
import { expectPositive } from "../expect.ts";
import { poissonDraw } from "../random/poisson.ts";
import type { Parameter, TensorDistribution } from "./distribution.ts";
import { ofNumbers } from "./family.ts";
import { hostValues } from "./host-values.ts";
import { logGamma } from "./special.ts";

/**
 * The Poisson distribution of whole numbers, whose mean is the rate. Draws are not differentiable; rates in a tensor are
 * read for them, which is refused on webgpu: give a number there. The entropy has no closed form.
 */
export const poisson = ({ rate }: { rate: Parameter }): TensorDistribution =>
  ofNumbers(
    { rate },
    {
      name: "poisson",
      reparameterized: false,
      logProb: (x, p) =>
        x
          .mul<Tensor>(p.rate.log())
          .sub<Tensor>(p.rate)
          .sub(logGamma(x.add(1))),
      sample(stream, shape) {
        const draws = Float32Array.from(hostValues(rate, shape, "poisson"), (value, i) => {
          expectPositive("poisson", `rate[${i}]`, value);
          return poissonDraw(stream, value);
        });
        return tensor(draws, [...shape]);
      },
      mean: (p) => p.rate.clone(),
      variance: (p) => p.rate.clone(),
    },
  );
