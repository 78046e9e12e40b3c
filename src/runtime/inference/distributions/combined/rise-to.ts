/**
 * The least x in [low, high] at which a rising function is at least `value`, by bisection: to neighbouring numbers, or whole
 * ones. At `high` it is taken to be.
 */
export function riseTo(
  rising: (x: number) => number,
  value: number,
  { low, high, whole }: { low: number; high: number; whole: boolean },
): number {
  if (!(low < high) || rising(low) >= value) return low;
  for (;;) {
    const middle = whole ? low + Math.floor((high - low) / 2) : low + (high - low) / 2;
    if (middle === low || middle === high || Number.isNaN(middle)) return high;
    if (rising(middle) < value) low = middle;
    else high = middle;
  }
}
