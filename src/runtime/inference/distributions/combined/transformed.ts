import type { Bijector, ScalarBijector } from "../../bijectors/bijector.ts";
import { noClosedForm, outside, type Distribution, type Univariate } from "../distribution.ts";
import { expectProbability } from "../expect.ts";
import type { Support } from "../support.ts";

export interface Transformed<Value = number> extends Distribution<Value> {
  readonly name: "transformed";
  readonly base: Distribution<Value>;
  readonly bijector: Bijector<Value>;
}

/**
 * y = bijector(x) of x from a distribution, by the change of variables ln p(y) = ln p(x) - ln |det dy/dx|. Of numbers it
 * has a cdf and quantiles. `support` says where y lies, all real numbers unless given; a y that `inverse` does not know is
 * outside of it. Mean, variance and entropy have no closed form.
 */
export function transformed(
  base: Univariate,
  bijector: ScalarBijector,
  support?: Support,
): Transformed & Univariate;
export function transformed(
  base: Distribution<Float64Array>,
  bijector: Bijector<Float64Array>,
  support: Support,
): Transformed<Float64Array>;
export function transformed<Value extends number | Float64Array>(
  base: Distribution<Value>,
  bijector: Bijector<Value>,
  support: Support = { kind: "real" },
): Transformed<Value> {
  const name = "transformed";
  const isInside = (x: Value) => (typeof x === "number" ? !Number.isNaN(x) : !x.some(Number.isNaN));
  const whole: Transformed<Value> = {
    name,
    support,
    base,
    bijector,
    logProb(y) {
      const x = bijector.inverse(y);
      if (!isInside(x)) return typeof y === "number" ? outside(y) : -Infinity;
      const logProb = base.logProb(x);
      return logProb === -Infinity ? logProb : logProb - bijector.logDet(x);
    },
    sample: (stream) => bijector.forward(base.sample(stream)),
    get mean(): Value {
      throw noClosedForm("mean", name);
    },
    get variance(): Value {
      throw noClosedForm("variance", name);
    },
    entropy() {
      throw noClosedForm("entropy", name);
    },
  };
  // Assigned and not spread, which would ask for the mean. Of these two the overloads make sure.
  if (!("increasing" in bijector)) return whole;
  return Object.assign(whole, along(base as unknown as Univariate, bijector as unknown as ScalarBijector));
}

/** The cdf and quantiles of what rises or falls with x. */
function along(base: Univariate, bijector: ScalarBijector): Pick<Univariate, "cdf" | "quantile"> {
  const { increasing } = bijector;
  const quantile = (p: number): number => {
    expectProbability("transformed", "p", p);
    return bijector.forward(base.quantile(increasing ? p : 1 - p));
  };
  return {
    quantile,
    cdf(y) {
      const x = bijector.inverse(y);
      // A y that nothing leads to lies below all that something leads to, or above.
      if (Number.isNaN(x)) return Number.isNaN(y) ? NaN : y < quantile(0.5) ? 0 : 1;
      return increasing ? base.cdf(x) : 1 - base.cdf(x);
    },
  };
}
