import { mean } from "./chains.ts";

/**
 * Energy's Bayesian fraction of missing information of one chain: sum (E_i - E_(i-1))^2 / sum (E_i - mean)^2, Betancourt
 * (1604.00695), equation 3. Below 0.3, momenta drawn anew move the energy too little for its tails to be seen. Throws a
 * RangeError for fewer than 2 energies.
 */
export function bfmi(energies: ArrayLike<number>): number {
  if (energies.length < 2) throw new RangeError(`bfmi is of at least 2 energies, not ${energies.length}`);
  const centre = mean(energies);
  let steps = 0;
  let spread = 0;
  for (let i = 0; i < energies.length; i++) {
    if (i > 0) steps += (energies[i] - energies[i - 1]) ** 2;
    spread += (energies[i] - centre) ** 2;
  }
  return steps / spread;
}
