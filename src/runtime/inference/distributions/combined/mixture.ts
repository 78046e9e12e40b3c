import { noClosedForm, type Distribution, type Univariate } from "../distribution.ts";
import { expectLength, expectProbability } from "../expect.ts";
import { logSumExp } from "../special/log-sum-exp.ts";
import { hull } from "../support.ts";
import { drawIndex, logProbabilities } from "../univariate/probabilities.ts";
import { riseTo } from "./rise-to.ts";

export interface Mixture<Value = number> extends Distribution<Value> {
  readonly name: "mixture";
  readonly weights: Float64Array;
  readonly components: readonly Distribution<Value>[];
}

/**
 * A mixture of distributions, each with a weight; weights add up to 1 within 1e-6. Of distributions of numbers it has a cdf
 * and quantiles. Its support is the least that holds those of all. The entropy has no closed form. Throws a RangeError for
 * weights that are not probabilities, or as many as there are components.
 */
export function mixture(options: {
  weights: ArrayLike<number>;
  components: readonly Univariate[];
}): Mixture & Univariate;
export function mixture(options: {
  weights: ArrayLike<number>;
  components: readonly Distribution<Float64Array>[];
}): Mixture<Float64Array>;
export function mixture<Value extends number | Float64Array>({
  weights: given,
  components,
}: {
  weights: ArrayLike<number>;
  components: readonly Distribution<Value>[];
}): Mixture<Value> {
  const name = "mixture";
  expectLength(name, "weights", given, components.length);
  const logs = logProbabilities(name, { probabilities: given });
  const weights = logs.map(Math.exp);

  const weighted = (values: readonly number[]) =>
    values.reduce((sum, value, i) => sum + weights[i] * value, 0);
  const means = () => components.map(({ mean }) => mean);

  const whole: Mixture<Value> = {
    name,
    support: hull(components.map(({ support }) => support)),
    weights,
    components,
    // A pole of what has no weight is none of the mixture's.
    logProb: (x) =>
      logSumExp(components.map((one, i) => (weights[i] === 0 ? -Infinity : logs[i] + one.logProb(x)))),
    sample: (stream) => components[drawIndex(weights, stream.uniform64(1)[0])].sample(stream),
    get mean() {
      return entrywise(means(), weighted);
    },
    get variance() {
      const k = components.length;
      return entrywise([...means(), ...components.map(({ variance }) => variance)], (both) => {
        const centre = weighted(both.slice(0, k));
        return weighted(both.slice(k).map((variance, i) => variance + (both[i] - centre) ** 2));
      });
    },
    entropy() {
      throw noClosedForm("entropy", name);
    },
  };
  const numbers = components as readonly unknown[] as readonly Univariate[];
  return numbers.every((component) => "cdf" in component)
    ? Object.assign(whole, overall(weights, numbers))
    : whole;
}

/** f of numbers, or of the entries of vectors. */
function entrywise<Value extends number | Float64Array>(
  values: readonly Value[],
  f: (entries: readonly number[]) => number,
): Value {
  const [first] = values;
  const at = (i: number) => f(values.map((value) => (typeof value === "number" ? value : value[i])));
  return (typeof first === "number" ? at(0) : first.map((_, i) => at(i))) as Value; // of the same kind as each
}

/** The cdf and quantiles of mixed numbers. */
function overall(
  weights: Float64Array,
  components: readonly Univariate[],
): Pick<Univariate, "cdf" | "quantile"> {
  const cdf = (x: number) => components.reduce((sum, component, i) => sum + weights[i] * component.cdf(x), 0);
  return {
    cdf,
    quantile(p) {
      expectProbability("mixture", "p", p);
      // It lies between the least and the largest of those of the components.
      const ends = components.filter((_, i) => weights[i] > 0).map((component) => component.quantile(p));
      const whole = components.every(({ support }) => support.kind === "whole");
      return riseTo(cdf, p, { low: Math.min(...ends), high: Math.max(...ends), whole });
    },
  };
}
