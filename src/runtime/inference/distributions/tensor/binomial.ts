import { expectInteger } from "../../../core/shape.ts";
import { tensor, type Tensor } from "../../../core/tf.ts";
import { expectProbability } from "../expect.ts";
import { binomialDraw } from "../random/binomial.ts";
import { logGamma as logGamma64 } from "../special/functions.ts";
import type { Parameter, TensorDistribution } from "./distribution.ts";
import { ofNumbers } from "./family.ts";
import { hostValues } from "./host-values.ts";
import { logGamma } from "./special.ts";

/**
 * How many of so many trials succeed, each with the probability sigmoid(logit). Draws are not differentiable; logits in a
 * tensor are read for them, which is refused on webgpu: give a number there. The entropy has no closed form. Throws a
 * RangeError for trials that are not a whole number of at least 0.
 */
export function binomial({ trials, logit }: { trials: number; logit: Parameter }): TensorDistribution {
  const name = "binomial";
  expectInteger(`trials of ${name}`, trials, 0);
  return ofNumbers(
    { logit },
    {
      name,
      reparameterized: false,
      logProb(x, p) {
        const rest = x.neg<Tensor>().add(trials);
        const ways = logGamma(x.add(1))
          .add<Tensor>(logGamma(rest.add(1)))
          .sub(logGamma64(trials + 1));
        return x.mul<Tensor>(p.logit).sub<Tensor>(p.logit.softplus<Tensor>().mul(trials)).sub(ways);
      },
      sample(stream, shape) {
        const draws = hostValues(logit, shape, name).map((value, i) => {
          const p = 1 / (1 + Math.exp(-value));
          expectProbability(name, `sigmoid(logit[${i}])`, p);
          return binomialDraw(stream, trials, p);
        });
        return tensor(Float32Array.from(draws), [...shape]);
      },
      mean: (p) => p.logit.sigmoid<Tensor>().mul(trials),
      variance: (p) => p.logit.sigmoid<Tensor>().mul<Tensor>(p.logit.neg<Tensor>().sigmoid()).mul(trials),
    },
  );
}
