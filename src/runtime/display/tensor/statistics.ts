import type { TensorStatistics } from "../../../protocol/tensor.ts";
import { imageLayout } from "../../../protocol/image-layout.ts";
import { sizeOf } from "../../core/shape.ts";
import { signalFor, turn } from "../../core/turn.ts";

/** Elements between two turns of the event loop: some hundredths of a second. */
const stretch = 1 << 22;
const mostBins = 64;
/** So many values are sorted for the quantiles. */
const mostSorted = 1 << 17;

/**
 * Statistics of all values, in double precision: moments about the mean, which large offsets do not spoil, from two
 * passes over the array. Long ones let the event loop turn and end when the cell is interrupted.
 */
export async function statisticsOf(
  values: ArrayLike<number>,
  shape: readonly number[],
): Promise<TensorStatistics> {
  const first = await tally(values);
  const { finite, min, max, mean } = first;
  const counts = {
    finite,
    nan: first.nan,
    plusInf: first.plusInf,
    minusInf: first.minusInf,
    zeros: first.zeros,
  };
  if (finite === 0) return { ...counts, moments: null, quantiles: null, histogram: null, channels: [] };
  const bins = binsFor(values, first);
  const second = await aboutMean(values, first, bins);
  const variance = second.m2 / finite;
  const spread = variance > 0 && Number.isFinite(second.m4);
  return {
    ...counts,
    moments: {
      min,
      max,
      mean,
      std: orMost(Math.sqrt(variance)),
      skew: spread ? finiteOrNull(second.m3 / finite / variance ** 1.5) : null,
      kurtosis: spread ? finiteOrNull(second.m4 / finite / variance ** 2) : null,
    },
    quantiles: quantilesOf(values),
    histogram: { ...bins.range, counts: second.histogram },
    channels: channelHistograms(values, shape, bins),
  };
}

interface Tally {
  finite: number;
  nan: number;
  plusInf: number;
  minusInf: number;
  zeros: number;
  min: number;
  max: number;
  mean: number;
  whole: boolean;
}

async function tally(values: ArrayLike<number>): Promise<Tally> {
  let [finite, nan, plusInf, minusInf, zeros, whole] = [0, 0, 0, 0, 0, true];
  let [min, max, sum] = [Infinity, -Infinity, 0];
  await inStretches(values.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const value = values[i];
      if (value - value === 0) {
        finite++;
        sum += value;
        if (value < min) min = value;
        if (value > max) max = value;
        if (value === 0) zeros++;
        if (whole && !Number.isInteger(value)) whole = false;
      } else if (value === Infinity) plusInf++;
      else if (value === -Infinity) minusInf++;
      else nan++;
    }
  });
  // The sum of the largest doubles overflows; their mean lies between them all the same.
  const mean = Number.isFinite(sum) ? sum / finite : min / 2 + max / 2;
  return { finite, nan, plusInf, minusInf, zeros, min, max, mean, whole };
}

interface Bins {
  range: { low: number; high: number };
  count: number;
  of(value: number): number;
}

/** Whole numbers of a small range have a bin each, centred on them. */
function binsFor(values: ArrayLike<number>, { min, max, whole, finite }: Tally): Bins {
  const distinct = max - min + 1;
  const each = whole && distinct <= mostBins;
  const range = each && values.length > 0 ? { low: min - 0.5, high: max + 0.5 } : { low: min, high: max };
  const count = each
    ? distinct
    : max > min
      ? Math.min(mostBins, Math.max(8, Math.ceil(2 * Math.sqrt(finite))))
      : 1;
  // In halves, since the whole width may overflow.
  const width = range.high / 2 - range.low / 2;
  return {
    range,
    count,
    of: (value) =>
      width > 0 ? Math.min(count - 1, Math.floor(((value / 2 - range.low / 2) / width) * count)) : 0,
  };
}

async function aboutMean(values: ArrayLike<number>, { mean }: Tally, bins: Bins) {
  let [m2, m3, m4] = [0, 0, 0];
  const histogram = new Array<number>(bins.count).fill(0);
  await inStretches(values.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const value = values[i];
      if (value - value !== 0) continue;
      const d = value - mean;
      const d2 = d * d;
      m2 += d2;
      m3 += d2 * d;
      m4 += d2 * d2;
      histogram[bins.of(value)]++;
    }
  });
  return { m2, m3, m4, histogram };
}

function quantilesOf(values: ArrayLike<number>): TensorStatistics["quantiles"] {
  const step = Math.max(1, Math.floor(values.length / mostSorted));
  const picked: number[] = [];
  // Jittered by the golden ratio, so that no period of the data falls in with the step.
  for (let k = 0, i = 0; i < values.length; k++, i = k * step + Math.floor(((k * 0.618034) % 1) * step)) {
    const value = values[i];
    if (value - value === 0) picked.push(value);
  }
  if (picked.length === 0) return null;
  const sorted = Float64Array.from(picked).sort();
  const at = (q: number): number => {
    const place = q * (sorted.length - 1);
    const below = Math.floor(place);
    const [a, b] = [sorted[below], sorted[Math.min(below + 1, sorted.length - 1)]];
    return a * (1 - (place - below)) + b * (place - below);
  };
  return { p1: at(0.01), median: at(0.5), p99: at(0.99), of: sorted.length };
}

function channelHistograms(values: ArrayLike<number>, shape: readonly number[], bins: Bins): number[][] {
  const axis = imageLayout(shape)?.channels ?? null;
  if (axis === null || shape[axis] < 2) return [];
  const [channels, after] = [shape[axis], sizeOf(shape.slice(axis + 1))];
  const all = Array.from({ length: channels }, () => new Array<number>(bins.count).fill(0));
  for (let i = 0; i < values.length; i++) {
    if (values[i] - values[i] === 0) all[Math.floor(i / after) % channels][bins.of(values[i])]++;
  }
  return all;
}

async function inStretches(length: number, work: (from: number, to: number) => void): Promise<void> {
  const signal = signalFor(undefined);
  for (let from = 0; from < length; from += stretch) {
    if (from > 0) await turn(signal);
    work(from, Math.min(from + stretch, length));
  }
}

const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
const orMost = (value: number): number => (Number.isFinite(value) ? value : Number.MAX_VALUE);
