import type { Level } from "../../schedules/index.ts";
import { excess } from "./excess.ts";

/**
 * Variance of the prior p(x_T), of which sampling starts: 1 where variance is preserved or the signal ends, else that of
 * the last level's noise, as where variance explodes (2011.13456, appendix C).
 */
export const priorVariance = ({ alpha, sigma }: Level): number =>
  Math.abs(alpha ** 2 + sigma ** 2 - 1) < 1e-9 ? 1 : sigma ** 2;

/**
 * L_T of a dimension in nats, KL(q(x_T | x_0) || p(x_T)), at the last level of a schedule where x_0^2, or its mean over
 * dimensions and data, is `square`: DDPM (2006.11239), equation 5. The prior is centred; see `priorVariance`.
 */
export function priorKl(last: Level, square: number, variance = priorVariance(last)): number {
  const signal = last.alpha ** 2 / variance;
  const rest = last.sigma ** 2 / variance - 1;
  // Where the variances add up to 1, the signal's has more digits of what is missing from the noise's.
  const missing = Math.abs(signal + rest) < 4 * Number.EPSILON ? -signal : rest;
  return 0.5 * (excess(missing) + signal * square);
}
