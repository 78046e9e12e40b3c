import { sum } from "./sum.ts";
import { mean, variance } from "./chains.ts";
import { logSumExp } from "../distributions/special/log-sum-exp.ts";
import { psis } from "./psis.ts";

/** How well a model foretells an observation that it has not seen, in nats: more is better. */
export interface Predictive {
  /** Expected log predictive density of all observations, and its standard error. */
  elpd: number;
  se: number;
  /** Effective number of parameters: by how much seeing an observation helps to foretell it. */
  p: number;
  /** Of each observation. */
  pointwise: Float64Array;
}

export interface Loo extends Predictive {
  /** Of each observation: above 0.7, leaving it out changes too much to be judged without fitting again. */
  kHat: Float64Array;
  /** The observations whose kHat is above 0.7. */
  doubtful: number[];
}

export interface Waic extends Predictive {
  /** The observations whose log density varies by more than 0.4, where WAIC is known to fail. */
  doubtful: number[];
}

/** Log densities of each observation at every draw: [observations][draws], in nats. */
export type LogLikelihood = readonly ArrayLike<number>[];

/**
 * Leave-one-out cross-validation by Pareto-smoothed importance sampling, Vehtari et al. (1507.04544), equation 10.
 * `relativeEfficiency` is that of the draws, 1 where they are independent. Throws a RangeError as `psis` does.
 */
export function loo(logLikelihood: LogLikelihood, relativeEfficiency = 1): Loo {
  const each = logLikelihood.map((logs) => {
    const { logWeights, kHat } = psis(Float64Array.from(logs, (x) => -x), relativeEfficiency); // prettier-ignore
    return { kHat, value: logSumExp(logWeights.map((w, i) => w + logs[i])), seen: lppd(logs) };
  });
  const pointwise = Float64Array.from(each, ({ value }) => value);
  const kHat = Float64Array.from(each, ({ kHat: k }) => k);
  return {
    ...total(pointwise),
    p: sum(each.map(({ seen, value }) => seen - value)),
    kHat,
    doubtful: indices(kHat, 0.7),
  };
}

/** The widely applicable information criterion on the scale of `loo`, Vehtari et al. (1507.04544), equations 11 to 13. */
export function waic(logLikelihood: LogLikelihood): Waic {
  const spread = Float64Array.from(logLikelihood, variance);
  const pointwise = Float64Array.from(logLikelihood, (logs, i) => lppd(logs) - spread[i]);
  return { ...total(pointwise), p: sum(spread), doubtful: indices(spread, 0.4) };
}

/** ln of the mean density. */
const lppd = (logs: ArrayLike<number>): number => logSumExp(logs) - Math.log(logs.length);

const total = (pointwise: Float64Array) => ({
  pointwise,
  elpd: sum(pointwise),
  se: Math.sqrt(pointwise.length * mean(pointwise.map((x) => (x - mean(pointwise)) ** 2))),
});

const indices = (values: Float64Array, limit: number): number[] =>
  Array.from(values.keys()).filter((i) => values[i] > limit);
