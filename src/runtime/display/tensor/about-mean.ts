import type { Bins } from "./bins.ts";

/** Which channel an element belongs to: so many elements of one after the other, then the next channel's. */
export interface Channels {
  readonly many: number;
  readonly run: number;
}

/** Sums of powers of the distance from the mean, and how many values each bin holds, for each channel apart. */
export interface AboutMean {
  m2: number;
  m3: number;
  m4: number;
  readonly histograms: Float64Array[];
}

export const emptyAboutMean = (bins: Bins, { many }: Channels): AboutMean => ({
  m2: 0,
  m3: 0,
  m4: 0,
  histograms: Array.from({ length: many }, () => new Float64Array(bins.count)),
});

/** Adds a block of values that begins at the element `from`. */
export function addAboutMean(
  sums: AboutMean,
  block: Float64Array,
  from: number,
  { mean, bins, channels: { many, run } }: { mean: number; bins: Bins; channels: Channels },
): void {
  let channel = Math.floor(from / run) % many;
  let left = many === 1 ? Infinity : run - (from % run);
  let begin = 0;
  while (begin < block.length) {
    const end = Math.min(block.length, begin + left);
    addRun(sums, sums.histograms[channel], block, begin, end, mean, bins);
    begin = end;
    channel = (channel + 1) % many;
    left = run;
  }
}

function addRun(
  sums: AboutMean,
  histogram: Float64Array,
  block: Float64Array,
  begin: number,
  end: number,
  mean: number,
  { range, count, width }: Bins,
): void {
  let [m2, m3, m4] = [0, 0, 0];
  const [low, last] = [range.low / 2, count - 1];
  for (let i = begin; i < end; i++) {
    const value = block[i];
    if (value - value !== 0) continue;
    const d = value - mean;
    const d2 = d * d;
    m2 += d2;
    m3 += d2 * d;
    m4 += d2 * d2;
    // Cut off to a whole number in the quickest way: there are few bins.
    const bin = width > 0 ? (((value / 2 - low) / width) * count) | 0 : 0;
    histogram[bin < last ? bin : last]++;
  }
  sums.m2 += m2;
  sums.m3 += m3;
  sums.m4 += m4;
}
