import type { Points } from "../../features.ts";
import type { Interval } from "../interval.ts";
import type { Resamples } from "../resamples.ts";

/** A number of a report. */
export interface Measure {
  readonly name: string;
  readonly value: number;
  /** What the value scatters in with the samples that were drawn; null where there are no resamples. */
  readonly interval: Interval | null;
  /** By how much resampled values lie above it on average: where that is much, the measure is biased by few samples. */
  readonly shift: number | null;
  /** Which values are good ones. */
  readonly better: "lower" | "higher" | "near 1";
  /** Samples of the two sets that it is of; null where it does not look at that set. */
  readonly counts: readonly [number, number | null];
  /** What is drawn again for the interval, and what that does to it. */
  readonly resampled: string;
}

/** What measures are of. */
export interface Compared {
  readonly samples: Points;
  readonly reference: Points;
  readonly resamples: Resamples;
  /** Share of resamples within an interval. */
  readonly level: number;
  readonly seed: number;
  readonly signal: AbortSignal | undefined;
}
