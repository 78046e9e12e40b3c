/** The quantile of sorted numbers, linear between the two that it lies between (Hyndman and Fan's type 7). */
function sortedQuantile(sorted: ArrayLike<number>, p: number): number {
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

export const quantile = (x: ArrayLike<number>, p: number): number =>
  sortedQuantile(new Float64Array(x).sort(), p);

/** The middle number, or the mean of the two, which lies as far from one as from the other but for one rounding. */
export function median(x: ArrayLike<number>): number {
  const sorted = new Float64Array(x).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
