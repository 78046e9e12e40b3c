import type { Level } from "./level.ts";

/** q(x_t | x_s) = N(alpha x_s, variance I). */
export interface Transition {
  readonly alpha: number;
  readonly variance: number;
}

/** q(x_s | x_t, x_0) = N(x0 x_0 + xt x_t, variance I). */
export interface Posterior {
  /** Coefficient of x_0 in the mean. */
  readonly x0: number;
  /** Coefficient of x_t in the mean. */
  readonly xt: number;
  readonly variance: number;
}

/** sqrt(snr_t / snr_s), which lies in [0, 1]: 0 where s is data or t is noise. */
function signalKept(t: Level, s: Level): number {
  const kept = (t.alpha / s.alpha) * (s.sigma / t.sigma);
  // Levels that are equal but for rounding are equal.
  if (kept >= 0 && kept <= 1 + 1e-12) return Math.min(kept, 1);
  throw new RangeError(
    `A forward step leads from less to more noise, and not from alpha ${s.alpha}, sigma ${s.sigma} ` +
      `to alpha ${t.alpha}, sigma ${t.sigma}`,
  );
}

/**
 * The forward process from s to a noisier t: VDM (2107.00630), equation 20. The variance is
 * sigma_t^2 - (alpha_t / alpha_s)^2 sigma_s^2. Throws a RangeError where t is less noisy than s.
 */
export function transition(t: Level, s: Level): Transition {
  const kept = signalKept(t, s);
  return { alpha: t.alpha / s.alpha, variance: t.sigma ** 2 * (1 - kept) * (1 + kept) };
}

/**
 * The posterior of a state s given x_0 and a noisier t, by Bayes' rule: VDM (2107.00630), equation 25; with
 * variance preserved it is equation 7 of DDPM (2006.11239). Exact where s is data (x_0 itself) and where t is noise
 * (x_t says nothing). Throws a RangeError where t is less noisy than s.
 */
export function posterior(t: Level, s: Level): Posterior {
  const kept = signalKept(t, s);
  const gone = (1 - kept) * (1 + kept);
  return { x0: s.alpha * gone, xt: kept * (s.sigma / t.sigma), variance: s.sigma ** 2 * gone };
}
