import { expectPositive } from "../distributions/expect.ts";
import { fitGeneralizedPareto, paretoQuantile } from "./generalized-pareto.ts";
import { logSumExp } from "../distributions/special/log-sum-exp.ts";

/** Importance weights whose tail has been smoothed. */
export interface Psis {
  /** Logarithms of weights that sum to 1. */
  logWeights: Float64Array;
  /**
   * Shape of the tail. Up to 0.7 sums by these weights can be trusted, above not, above 1 not even their means exist;
   * Infinity where there is too little of a tail to say.
   */
  kHat: number;
  /** Of how many independent draws the weights are worth. */
  ess: number;
}

/**
 * Pareto-smoothed importance sampling, Vehtari et al. (1507.02646): the largest of the weights become quantiles of the
 * Pareto distribution that they look like. `logWeights` up to a constant, in nats, -Infinity for none; `relativeEfficiency`
 * is that of the draws, 1 where they are independent. Throws a RangeError for a weight that is NaN or Infinity, and where
 * all are 0.
 */
export function psis(logWeights: ArrayLike<number>, relativeEfficiency = 1): Psis {
  expectPositive("psis", "relativeEfficiency", relativeEfficiency);
  const n = logWeights.length;
  const highest = Array.from(logWeights).reduce((most, x) => Math.max(most, x), -Infinity);
  if (!Number.isFinite(highest))
    throw new RangeError(
      n === 0
        ? "psis is of at least one weight"
        : `A largest log weight of ${highest} is none to compare with`,
    );
  const logs = Float64Array.from(logWeights, (x) => x - highest);
  const order = Uint32Array.from(logs, (_, i) => i).sort((a, b) => logs[a] - logs[b]);
  const tail = Math.ceil(Math.min(n / 5, 3 * Math.sqrt(n / relativeEfficiency)));
  const limit = Math.max(n > tail ? logs[order[n - tail - 1]] : -Infinity, Math.log(2 ** -1022));
  const above = order.filter((i) => logs[i] > limit);
  let kHat = Infinity;
  if (above.length > 4) {
    const base = Math.exp(limit);
    const fit = fitGeneralizedPareto(Float64Array.from(above, (i) => Math.exp(logs[i]) - base));
    kHat = fit.shape;
    if (Number.isFinite(kHat))
      above.forEach((i, rank) => {
        const smooth = Math.log(paretoQuantile((rank + 0.5) / above.length, fit) + base);
        logs[i] = Math.min(smooth, 0); // no weight larger than the largest there was
      });
  }
  const total = logSumExp(logs);
  const normalized = logs.map((x) => x - total);
  return { logWeights: normalized, kHat, ess: 1 / Math.exp(logSumExp(normalized.map((x) => 2 * x))) };
}
