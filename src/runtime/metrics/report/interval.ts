import { mean } from "../../diffusion/elbo/statistics.ts";
import { quantile } from "../../inference/diagnostics/quantile.ts";

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface Scatter {
  readonly interval: Interval;
  /** By how much resampled values lie above the value on average. */
  readonly shift: number;
}

/**
 * The interval about a value that resampled ones tell of: their quantiles, moved so that their mean is the value. Resamples
 * have fewer distinct samples, so that a measure with a bias has more of it there; the move takes that away, and `shift` says
 * how much it was.
 */
export function scatterOf(
  value: number,
  resampled: ArrayLike<number>,
  level: number,
  least = -Infinity,
): Scatter | null {
  if (resampled.length === 0) return null;
  const shift = mean(resampled) - value;
  const tail = (1 - level) / 2;
  const at = (p: number): number => Math.max(least, quantile(resampled, p) - shift);
  return { interval: { low: at(tail), high: at(1 - tail) }, shift };
}
