import { normalQuantile } from "../distributions/special/normal.ts";
import { pooled, unpooled, type Chains } from "./chains.ts";

/** Ranks from 1 on; equal numbers share the mean of theirs. */
export function ranks(x: Float64Array): Float64Array {
  const order = Uint32Array.from(x, (_, i) => i).sort((a, b) => x[a] - x[b]);
  const result = new Float64Array(x.length);
  for (let from = 0; from < x.length;) {
    let to = from + 1;
    while (to < x.length && x[order[to]] === x[order[from]]) to++;
    for (let i = from; i < to; i++) result[order[i]] = (from + 1 + to) / 2;
    from = to;
  }
  return result;
}

/** Normal scores of the ranks among all draws: Vehtari et al. (1903.08008), equation 14. */
export function rankNormalized(chains: Chains): Float64Array[] {
  const row = ranks(pooled(chains));
  return unpooled(
    row.map((rank) => normalQuantile((rank - 3 / 8) / (row.length + 1 / 4))),
    chains,
  );
}
