import { scatterOf } from "../interval.ts";
import { drawnMean, once, type Counts } from "../resamples.ts";
import type { Measure } from "./measure.ts";

type Said = Pick<Measure, "name" | "better" | "resampled"> & Partial<Pick<Measure, "counts">>;

/** A measure that is a mean of one number of each sample, or of each example of the reference. */
export function meanMeasure(
  said: Said,
  values: ArrayLike<number>,
  resamples: readonly Counts[],
  level: number,
): Measure {
  const value = drawnMean(values, once(values.length));
  const scatter = scatterOf(
    value,
    resamples.map((counts) => drawnMean(values, counts)),
    level,
  );
  return {
    counts: [values.length, null],
    ...said,
    value,
    interval: scatter?.interval ?? null,
    shift: scatter?.shift ?? null,
  };
}
