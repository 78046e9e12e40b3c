import { sum } from "./sum.ts";

/** Draws of one number: a chain each, all of the same length. */
export type Chains = readonly ArrayLike<number>[];

/**
 * Throws a RangeError for chains of different lengths or of fewer than 4 draws, which say nothing of how they move, and
 * for a draw that is not finite: a diagnostic of it would be one of nothing.
 */
export function expectChains(chains: Chains): void {
  if (chains.length === 0) throw new RangeError("There are no chains");
  const { length } = chains[0];
  if (length < 4) throw new RangeError(`A chain has at least 4 draws, not ${length}`);
  chains.forEach((chain, c) => {
    if (chain.length !== length)
      throw new RangeError(
        `Chain ${c} has ${chain.length} draws, chain 0 has ${length}: they have the same length`,
      );
    for (let i = 0; i < length; i++)
      if (!Number.isFinite(chain[i])) throw new RangeError(`Draw ${i} of chain ${c} is ${chain[i]}`);
  });
}

/** The first and the last half of each chain as chains of their own; the middle draw of an odd length is left out. */
export function split(chains: Chains): Float64Array[] {
  const half = Math.floor(chains[0].length / 2);
  return chains.flatMap((chain) => {
    const all = new Float64Array(chain);
    return [all.slice(0, half), all.slice(all.length - half)];
  });
}

/** All draws, chain after chain. */
export function pooled(chains: Chains): Float64Array {
  const { length } = chains[0];
  const all = new Float64Array(chains.length * length);
  chains.forEach((chain, c) => all.set(chain, c * length));
  return all;
}

/** Draws in a row as chains again. */
export function unpooled(row: Float64Array, chains: Chains): Float64Array[] {
  const { length } = chains[0];
  return chains.map((_, c) => row.slice(c * length, (c + 1) * length));
}

export const mean = (x: ArrayLike<number>): number => sum(x) / x.length;

/** The sample variance, over n - 1. */
export function variance(x: ArrayLike<number>): number {
  const centre = mean(x);
  let squares = 0;
  for (let i = 0; i < x.length; i++) squares += (x[i] - centre) ** 2;
  return squares / (x.length - 1);
}
