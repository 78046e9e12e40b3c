import type { Tally } from "./tally.ts";

const mostBins = 64;

/** Bins of equal width, and the arithmetic that finds a value's: `((value / 2 - low / 2) / width) * count`, cut off. */
export interface Bins {
  readonly range: { low: number; high: number };
  readonly count: number;
  /** Half the width of all, since the whole width may overflow; 0 where there is one value. */
  readonly width: number;
}

/** Whole numbers of a small range have a bin each, centred on them. */
export function binsFor({ min, max, whole, finite }: Tally): Bins {
  const distinct = max - min + 1;
  const each = whole && distinct <= mostBins;
  const range = each ? { low: min - 0.5, high: max + 0.5 } : { low: min, high: max };
  const count = each
    ? distinct
    : max > min
      ? Math.min(mostBins, Math.max(8, Math.ceil(2 * Math.sqrt(finite))))
      : 1;
  return { range, count, width: range.high / 2 - range.low / 2 };
}
