import { beta } from "../distributions/univariate/beta.ts";
import { normalCdf } from "../distributions/special/normal.ts";
import { mean, pooled, variance, type Chains } from "./chains.ts";
import { essMean, essQuantile, essSd } from "./ess.ts";

/** Standard error of the mean as an estimate by these draws, Vehtari et al. (1903.08008), equation 5. */
export const mcseMean = (chains: Chains): number => Math.sqrt(variance(pooled(chains)) / essMean(chains));

/** Standard error of the standard deviation, from that of the mean of squared distances by the delta method. */
export function mcseSd(chains: Chains): number {
  const ess = essSd(chains);
  const all = pooled(chains);
  const centre = mean(all);
  const squares = all.map((x) => (x - centre) ** 2);
  const second = mean(squares);
  if (second === 0) return 0;
  const ofVariance = (mean(squares.map((x) => x * x)) - second ** 2) / ess;
  return Math.sqrt(ofVariance / second / 4);
}

/**
 * Half the width of the interval in which the p-quantile lies as surely as within one standard error: Vehtari et al.
 * (1903.08008), section 4.4. Throws a RangeError for p outside of [0, 1].
 */
export function mcseQuantile(chains: Chains, p: number): number {
  const ess = essQuantile(chains, p);
  const sorted = pooled(chains).sort();
  const where = beta({ alpha: ess * p + 1, beta: ess * (1 - p) + 1 });
  const low = Math.floor(where.quantile(normalCdf(-1)) * sorted.length);
  const high = Math.ceil(where.quantile(normalCdf(1)) * sorted.length);
  return (sorted[Math.min(high, sorted.length) - 1] - sorted[Math.max(low, 1) - 1]) / 2;
}
