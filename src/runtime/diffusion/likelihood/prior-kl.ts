import type { Level } from "../../schedules/index.ts";
import { excess } from "./excess.ts";

/**
 * L_T of a dimension in nats, KL(q(x_T | x_0) || N(0, 1)), at the last level of a schedule where x_0^2, or its mean over
 * dimensions and data, is `square`: DDPM (2006.11239), equation 5. `variance` is the prior's, 1 unless given.
 */
export function priorKl({ alpha, sigma }: Level, square: number, variance = 1): number {
  const signal = alpha ** 2 / variance;
  const rest = sigma ** 2 / variance - 1;
  // Where the variances add up to 1, the signal's has more digits of what is missing from the noise's.
  const missing = Math.abs(signal + rest) < 4 * Number.EPSILON ? -signal : rest;
  return 0.5 * (excess(missing) + signal * square);
}
