import type { Chip } from "../frame.ts";
import type { Churn } from "../method.ts";

/** The noise that EDM's stochastic sampler adds before each step: Karras et al. (2206.00364), algorithm 2. */
export interface ChurnOptions {
  /** S_churn: how much noise is put in over the whole run; 0, which is none, unless given. */
  sChurn?: number;
  /** S_tmin and S_tmax: the sigma / alpha between which it is put in. */
  sMin?: number;
  sMax?: number;
  /** S_noise: what the new noise is multiplied by. */
  sNoise?: number;
}

/** The names of its options. */
export const churnOptions = ["sChurn", "sMin", "sMax", "sNoise"] as const;

/**
 * The level to which noise is raised, gamma = min(S_churn / N, sqrt 2 - 1) above where it is, and never above the
 * schedule's most noise. Throws for an option that cannot be.
 */
export function churnOf({
  sChurn = 0,
  sMin = 0,
  sMax = Infinity,
  sNoise = 1,
}: ChurnOptions): Churn | undefined {
  for (const [name, value] of Object.entries({ sChurn, sMin, sMax, sNoise })) {
    if (!(value >= 0)) throw new RangeError(`${name} is at least 0, not ${value}`);
  }
  if (sChurn === 0) return undefined;
  return {
    noiseScale: sNoise,
    raised({ alpha, sigma }, steps) {
      const ratio = sigma / alpha;
      const gamma = ratio >= sMin && ratio <= sMax ? Math.min(sChurn / steps, Math.SQRT2 - 1) : 0;
      return ratio * (1 + gamma);
    },
  };
}

export const churnChips = ({ sChurn = 0 }: ChurnOptions): Chip[] =>
  sChurn ? [["churn", String(sChurn)]] : [];
