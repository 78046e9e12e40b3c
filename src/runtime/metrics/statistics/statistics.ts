import { signalFor } from "../../core/turn.ts";
import { pointsOf, type Features, type Points } from "../features.ts";
import { inSlices } from "../work.ts";
import { RunningStatistics } from "./running.ts";
import { settled } from "./sums.ts";

/** Mean and covariance of feature vectors, in float64. */
export interface Statistics {
  /** What computed the features, or null where nobody said. */
  readonly extractor: string | null;
  readonly dim: number;
  /** How many samples they are of; null where a file does not say. */
  readonly count: number | null;
  /** The samples themselves where there are at most D of them: their covariance has a lower rank than D. Else null. */
  readonly samples: Points | null;
  /** [D] */
  mean(): Float64Array;
  /** [D, D], row-major, divided by N - 1. Throws a RangeError where there are fewer than 2 samples. */
  covariance(): Promise<Float64Array>;
}

export interface StatisticsOptions {
  /** A name for what computes the features: statistics of two names are not compared. */
  extractor?: string;
  /** Ends the work early; in a notebook an interrupt does. */
  signal?: AbortSignal;
}

/**
 * Mean and covariance of features [N, D], N >= 1, in float64; further batches by `add`, the statistics of another part of
 * the samples by `merge`. The covariance is divided by N - 1, as numpy.cov and pytorch-fid do. Throws a RangeError for
 * another shape and for numbers that are not finite.
 *
 *     const real = await statistics(first, { extractor: "inception" });
 *     for (const batch of rest) await real.add(batch);
 */
export async function statistics(
  features: Features,
  { extractor, signal }: StatisticsOptions = {},
): Promise<RunningStatistics> {
  const points = await pointsOf("statistics", features, 1);
  const sums = await inSlices(settled({ moments: null, waiting: [points] }, points.dim), signalFor(signal));
  return new RunningStatistics(extractor ?? null, points.dim, sums, signal);
}
