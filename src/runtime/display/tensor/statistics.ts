import type { Pace } from "../../../protocol/host.ts";
import type { TensorStatistics } from "../../../protocol/tensor.ts";
import { imageLayout } from "../../../protocol/image-layout.ts";
import { sizeOf } from "../../core/shape.ts";
import { signalFor, turn } from "../../core/turn.ts";
import { addAboutMean, emptyAboutMean, type Channels } from "./about-mean.ts";
import { binsFor } from "./bins.ts";
import { eachBlock } from "./each-block.ts";
import { quantilesOf } from "./quantiles.ts";
import { memoryReader, type Reader } from "./reader.ts";
import { sampleOf } from "./sample.ts";
import { addToTally, emptyTally, meanOf, type Tally } from "./tally.ts";

/** NaN and infinities that were found so far. */
export type Found = Pick<Tally, "nan" | "plusInf" | "minusInf">;

export interface Watched {
  /** Awaited now and then; rejects where nobody wants the statistics any more. */
  readonly pace: Pace;
  /** Told again and again while values are counted. */
  readonly found?: (found: Found) => void;
}

/** Statistics of numbers at hand. Long ones let the event loop turn and end when the cell is interrupted. */
export async function statisticsOf(
  values: ArrayLike<number>,
  shape: readonly number[],
): Promise<TensorStatistics> {
  const signal = signalFor(undefined);
  return readStatistics(memoryReader(values, shape), { pace: () => turn(signal) });
}

/**
 * Statistics of all values, in double precision: moments about the mean, which large offsets do not spoil, from two
 * passes over them.
 */
export async function readStatistics(reader: Reader, { pace, found }: Watched): Promise<TensorStatistics> {
  const tally = emptyTally();
  await eachBlock(
    reader,
    pace,
    (block) => addToTally(tally, block),
    () => found?.(tally),
  );
  const { finite, nan, plusInf, minusInf, zeros, min, max } = tally;
  const counts = { finite, nan, plusInf, minusInf, zeros };
  if (finite === 0) return { ...counts, moments: null, quantiles: null, histogram: null, channels: [] };
  const [mean, bins, channels] = [meanOf(tally), binsFor(tally), channelsOf(reader.shape)];
  const sums = emptyAboutMean(bins, channels);
  await eachBlock(reader, pace, (block, from) => addAboutMean(sums, block, from, { mean, bins, channels }));
  const variance = sums.m2 / finite;
  const spread = variance > 0 && Number.isFinite(sums.m4);
  const perChannel = sums.histograms.map((histogram) => [...histogram]);
  const all = Array.from({ length: bins.count }, (_, k) =>
    perChannel.reduce((sum, histogram) => sum + histogram[k], 0),
  );
  return {
    ...counts,
    moments: {
      min,
      max,
      mean,
      std: orMost(Math.sqrt(variance)),
      skew: spread ? finiteOrNull(sums.m3 / finite / variance ** 1.5) : null,
      kurtosis: spread ? finiteOrNull(sums.m4 / finite / variance ** 2) : null,
    },
    quantiles: quantilesOf(await sampleOf(reader)),
    histogram: { ...bins.range, counts: all },
    channels: channels.many > 1 ? perChannel : [],
  };
}

/** The channels of what may be pictures; one channel of all where there are none. */
function channelsOf(shape: readonly number[]): Channels {
  const axis = imageLayout(shape)?.channels ?? null;
  if (axis === null || shape[axis] < 2) return { many: 1, run: 1 };
  return { many: shape[axis], run: sizeOf(shape.slice(axis + 1)) };
}

const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
const orMost = (value: number): number => (Number.isFinite(value) ? value : Number.MAX_VALUE);
