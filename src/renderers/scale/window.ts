/** A quantity by step. */
interface Curve {
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

export type Window = readonly [low: number, high: number];

/**
 * The y-range a loss chart needs: all of the smoothed curve, and the middle 99 % of the raw one, so that one
 * outlier does not flatten the rest. Null while there is nothing to show.
 */
export function needed(raw: Curve, smooth: readonly number[], log: boolean): Window | null {
  const usable = (value: number): boolean => Number.isFinite(value) && (!log || value > 0);
  const sorted = strided(raw.values, 2000)
    .filter(usable)
    .sort((a, b) => a - b);
  const curve = smooth.filter(usable);
  if (sorted.length === 0 || curve.length === 0) return null;
  const quantile = (q: number): number => sorted[Math.round(q * (sorted.length - 1))];
  const least = curve.reduce((a, b) => Math.min(a, b));
  const greatest = curve.reduce((a, b) => Math.max(a, b));
  return padded(Math.min(least, quantile(0.005)), Math.max(greatest, quantile(0.995)), log);
}

/** The y-range of several curves together. */
export const union = (windows: readonly (Window | null)[]): Window | null => windows.reduce(grown, null);

/** Whether a logarithmic axis shows the whole curve: the losses of densities and critics go below 0. */
export const fitsLog = (smooth: readonly number[]): boolean => !smooth.some((value) => value <= 0);

/** A window only grows: what was seen once stays where it was. */
export const grown = (before: Window | null, next: Window | null): Window | null =>
  before && next ? [Math.min(before[0], next[0]), Math.max(before[1], next[1])] : (next ?? before);

function padded(low: number, high: number, log: boolean): Window {
  if (log) {
    const ratio = Math.max((high / low) ** 0.06, 1.05);
    return [low / ratio, high * ratio];
  }
  const margin = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1;
  // Zero is the floor of most losses: a margin does not cross it.
  return [low >= 0 ? Math.max(0, low - margin) : low - margin, high + margin];
}

/** At most about `most` of the values, evenly: a quantile does not need them all. */
function strided(values: readonly number[], most: number): number[] {
  const every = Math.max(1, Math.floor(values.length / most));
  return every === 1 ? [...values] : values.filter((_, i) => i % every === 0);
}
