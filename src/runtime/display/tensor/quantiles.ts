import type { TensorStatistics } from "../../../protocol/tensor.ts";

/** Quantiles of the finite ones among these values; null where there are none. */
export function quantilesOf(values: ArrayLike<number>): TensorStatistics["quantiles"] {
  const sorted = Float64Array.from(values)
    .filter((value) => value - value === 0)
    .sort();
  if (sorted.length === 0) return null;
  const at = (q: number): number => {
    const place = q * (sorted.length - 1);
    const below = Math.floor(place);
    const [a, b] = [sorted[below], sorted[Math.min(below + 1, sorted.length - 1)]];
    return a * (1 - (place - below)) + b * (place - below);
  };
  return { p1: at(0.01), median: at(0.5), p99: at(0.99), of: sorted.length };
}
