import { normalQuantile } from "../distributions/special/normal.ts";
import { pooled, unpooled, type Chains } from "./chains.ts";

/** How many of sorted numbers come before x: those below it, or with `equal` those not above it. */
function before(sorted: Float64Array, x: number, equal: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (equal ? sorted[middle] <= x : sorted[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Ranks from 1 on; equal numbers share the mean of theirs. */
export function ranks(x: Float64Array): Float64Array {
  // Sorting numbers and looking them up is several times as fast as sorting places by the numbers there.
  const sorted = x.slice().sort();
  return x.map((value) => (before(sorted, value, false) + 1 + before(sorted, value, true)) / 2);
}

/** Normal scores of the ranks among all draws: Vehtari et al. (1903.08008), equation 14. */
export function rankNormalized(chains: Chains): Float64Array[] {
  const row = ranks(pooled(chains));
  return unpooled(
    row.map((rank) => normalQuantile((rank - 3 / 8) / (row.length + 1 / 4))),
    chains,
  );
}
