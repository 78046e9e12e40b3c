import { expectProbability } from "../distributions/expect.ts";
import { expectChains, mean, pooled, split, variance, type Chains } from "./chains.ts";
import { quantile } from "./quantile.ts";
import { rankNormalized } from "./ranks.ts";
import { sum } from "./sum.ts";

/** sum over i of (x_i - mean)(x_(i + lag) - mean) / n, of a chain less its mean. */
export function autocovariance(centred: Float64Array, lag: number): number {
  let total = 0;
  for (let i = lag; i < centred.length; i++) total += centred[i] * centred[i - lag];
  return total / centred.length;
}

export const centred = (chain: ArrayLike<number>): Float64Array => {
  const centre = mean(chain);
  return new Float64Array(chain).map((x) => x - centre);
};

/**
 * How many independent draws would say as much of the mean as these: Vehtari et al. (1903.08008), equations 10 to 13, with
 * Geyer's initial monotone sequence. At most n log10(n) of n draws. All n where no draw differs.
 */
function effectiveSize(chains: Chains): number {
  const { length } = chains[0];
  const total = chains.length * length;
  const away = chains.map(centred);
  const within = mean(away.map((chain) => autocovariance(chain, 0) * (length / (length - 1))));
  if (away.every((chain) => chain.every((x) => x === 0)) && variance(chains.map(mean)) === 0) return total;
  const between = chains.length > 1 ? variance(chains.map(mean)) : 0;
  const both = (within * (length - 1)) / length + between;
  const correlation = (lag: number) =>
    lag === 0 ? 1 : 1 - (within - mean(away.map((chain) => autocovariance(chain, lag)))) / both;

  // Sums of neighbouring pairs are positive and fall for a reversible chain: from the first that is not on, it is noise.
  const pairs: [number, number][] = [[1, correlation(1)]];
  let last = pairs[0];
  while (2 * pairs.length - 1 < length - 3 && last[0] + last[1] > 0) {
    const lag = 2 * pairs.length;
    last = [correlation(lag), correlation(lag + 1)];
    pairs.push(last);
  }
  // The last pair ends the sequence; of it the even part still counts once, unless it is what went below zero.
  pairs.pop();
  const rest = last[0] > 0 || last[0] + last[1] >= 0 ? last[0] : 0;
  let before = Infinity;
  const sums = pairs.map(([even, odd]) => (before = Math.min(before, even + odd)));
  const time = -1 + 2 * sum(sums) + rest;
  return total / Math.max(time, 1 / Math.log10(total));
}

/** Of the draws' normal scores: for the middle of the distribution. */
export function essBulk(chains: Chains): number {
  expectChains(chains);
  return effectiveSize(rankNormalized(split(chains)));
}

/** Of the p-quantile, p in [0, 1]: of whether a draw lies below it. */
export function essQuantile(chains: Chains, p: number): number {
  expectChains(chains);
  expectProbability("essQuantile", "p", p);
  const limit = quantile(pooled(chains), p);
  return effectiveSize(split(chains.map((chain) => new Float64Array(chain).map((x) => Number(x <= limit)))));
}

/** Of the 5 % and 95 % quantiles, the smaller one. */
export const essTail = (chains: Chains): number =>
  Math.min(essQuantile(chains, 0.05), essQuantile(chains, 0.95));

/** Of the mean. */
export function essMean(chains: Chains): number {
  expectChains(chains);
  return effectiveSize(split(chains));
}

/** Of the standard deviation: of the squared distance from the mean. */
export function essSd(chains: Chains): number {
  expectChains(chains);
  const centre = mean(pooled(chains));
  return effectiveSize(split(chains.map((chain) => new Float64Array(chain).map((x) => (x - centre) ** 2))));
}
