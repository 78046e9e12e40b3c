import { tidy } from "../../../core/tf.ts";
import { noClosedForm } from "../distribution.ts";
import type { TensorBijector } from "./bijectors.ts";
import type { TensorDistribution } from "./distribution.ts";

/**
 * y = bijector(x), entry by entry, of x from a distribution: ln p(y) = ln p(x) - ln |dy/dx|, added up over the entries of a
 * draw. Mean, variance and entropy have no closed form.
 */
export function transformed(base: TensorDistribution, bijector: TensorBijector): TensorDistribution {
  const name = "transformed";
  const none = (what: string) => (): never => {
    throw noClosedForm(what, name);
  };
  const event = base.eventShape.map((_, i) => i);
  return {
    ...base,
    name,
    logProb: (y) =>
      tidy(() => {
        const x = bijector.inverse(y);
        const slopes = bijector.logDet(x);
        const own = event.length ? slopes.sum(event.map((i) => slopes.rank - 1 - i)) : slopes;
        return base.logProb(x).sub(own);
      }),
    sample: (stream, shape) => tidy(() => bijector.forward(base.sample(stream, shape))),
    entropy: none("entropy"),
    mean: none("mean"),
    variance: none("variance"),
  };
}
