import { continuous } from "./continuous.ts";
import type { ContinuousSchedule } from "./schedule.ts";

/**
 * The variance-preserving SDE, beta(t) linear from `betaMin` to `betaMax`: Song et al. (2011.13456), equations 11, 32
 * and 33. t = 0 is data itself.
 */
export function vpSde({ betaMin = 0.1, betaMax = 20 } = {}): ContinuousSchedule {
  if (!(betaMin > 0 && betaMin <= betaMax && betaMax < Infinity)) {
    throw new RangeError(`vpSde needs 0 < betaMin <= betaMax, not ${betaMin} and ${betaMax}`);
  }
  const rise = betaMax - betaMin;
  const beta = (t: number) => betaMin + rise * t;
  /** The integral of beta from 0 to t: -2 ln alpha. */
  const sum = (t: number) => t * (betaMin + (rise * t) / 2);
  const level = (t: number) => ({ alpha: Math.exp(-sum(t) / 2), sigma: Math.sqrt(-Math.expm1(-sum(t))) });
  return continuous({
    name: "VP SDE",
    level,
    logSnr: (t) => -sum(t) - Math.log(-Math.expm1(-sum(t))),
    dLogSnr: (t) => beta(t) / Math.expm1(-sum(t)),
    dLevel(t) {
      const { alpha, sigma } = level(t);
      return { alpha: (-beta(t) / 2) * alpha, sigma: (beta(t) / 2) * (alpha / sigma) * alpha };
    },
    drift: (t) => -beta(t) / 2,
    diffusionSquared: beta,
    timeAt(logSnr) {
      const wanted = Math.min(Math.log1p(Math.exp(-logSnr)), sum(1));
      return (2 * wanted) / (betaMin + Math.sqrt(betaMin ** 2 + 2 * rise * wanted));
    },
  });
}
