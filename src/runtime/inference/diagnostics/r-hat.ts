import { expectChains, mean, pooled, split, variance, type Chains } from "./chains.ts";
import { median } from "./quantile.ts";
import { rankNormalized } from "./ranks.ts";

/** sqrt of the variance of all chains together over that within one: Vehtari et al. (1903.08008), equation 4. */
function ratio(chains: Chains): number {
  const { length } = chains[0];
  const within = mean(chains.map(variance));
  const between = variance(chains.map(mean));
  return Math.sqrt((length - 1) / length + between / within);
}

/** Distances from the median, whose chains differ where the chains differ in scale. */
function folded(chains: Chains): Float64Array[] {
  const centre = median(pooled(chains));
  return chains.map((chain) => new Float64Array(chain).map((x) => Math.abs(x - centre)));
}

/** R-hat of split chains as they are, without ranks: infinite means make it blind. NaN where no draw differs. */
export function splitRHat(chains: Chains): number {
  expectChains(chains);
  return ratio(split(chains));
}

/** Rank-normalized R-hat of distances from the median: above 1 where the chains differ in scale. */
export function foldedRHat(chains: Chains): number {
  expectChains(chains);
  return ratio(rankNormalized(folded(split(chains))));
}

/** Rank-normalized R-hat of split chains: above 1 where the chains differ in place. */
export function bulkRHat(chains: Chains): number {
  expectChains(chains);
  return ratio(rankNormalized(split(chains)));
}

/**
 * The larger of both rank-normalized R-hats, Vehtari et al. (1903.08008): at most 1.01 where chains have mixed. NaN where
 * no draw differs. Throws a RangeError for chains of different lengths, fewer than 4 draws or draws that are not finite.
 */
export const rHat = (chains: Chains): number => Math.max(bulkRHat(chains), foldedRHat(chains));
