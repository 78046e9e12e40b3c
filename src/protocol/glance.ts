/** What many numbers are like, at one look. */
export interface Glance {
  finite: number;
  nan: number;
  plusInf: number;
  minusInf: number;
  /** Of the finite values; null where there are none. `std` is that of the population. */
  moments: { min: number; max: number; mean: number; std: number } | null;
  /** How many finite values fall in each of the bins of equal width from `min` to `max`. */
  bars: number[];
}

/** Looks at all of the values, in double precision, without waiting: whoever calls bounds their number. */
export function glanceAt(values: ArrayLike<number>, bins: number): Glance {
  let [finite, nan, plusInf, minusInf, sum] = [0, 0, 0, 0, 0];
  let [min, max] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value - value === 0) {
      finite++;
      sum += value;
      if (value < min) min = value;
      if (value > max) max = value;
    } else if (value === Infinity) plusInf++;
    else if (value === -Infinity) minusInf++;
    else nan++;
  }
  const bars = new Array<number>(bins).fill(0);
  if (finite === 0) return { finite, nan, plusInf, minusInf, moments: null, bars };
  // The sum of the largest doubles overflows; their mean lies between them all the same.
  const mean = Number.isFinite(sum) ? sum / finite : min / 2 + max / 2;
  // In halves, since the whole width may overflow.
  const width = max / 2 - min / 2;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value - value !== 0) continue;
    squares += (value - mean) ** 2;
    const place = width > 0 ? Math.floor(((value / 2 - min / 2) / width) * bins) : bins >> 1;
    bars[Math.min(place, bins - 1)]++;
  }
  const std = Math.sqrt(squares / finite);
  return {
    finite,
    nan,
    plusInf,
    minusInf,
    moments: { min, max, mean, std: Number.isFinite(std) ? std : Number.MAX_VALUE },
    bars,
  };
}
