import type { Tensor } from "../../core/tf.ts";

/** The least and the largest value of all images so far. */
export interface Extent {
  low: number;
  high: number;
}

/** What rounding may put outside of a range, and the share of it that images must fill. */
const slack = 1e-4;
const least = 0.01;

/** Throws a RangeError unless the images lie in `range`, and notes what they fill of it. */
export async function expectWithin(
  images: Tensor,
  range: readonly [number, number],
  seen: Extent,
): Promise<void> {
  const [low, high] = range;
  if (!(low < high && Number.isFinite(high - low))) {
    throw new RangeError(`A range of images goes from a number to a larger one, not from ${low} to ${high}`);
  }
  for (const value of await images.data()) {
    if (!Number.isFinite(value)) throw new RangeError(`The images hold ${value}`);
    if (value < seen.low) seen.low = value;
    if (value > seen.high) seen.high = value;
  }
  const outside = slack * (high - low);
  if (seen.low < low - outside || seen.high > high + outside) {
    throw new RangeError(
      `These images go from ${seen.low} to ${seen.high}, and are said to lie in [${low}, ${high}]: give their range, or clip them to it`,
    );
  }
}

/** Throws a RangeError where images fill so little of their range that it must be another one. */
export function expectFilled(seen: Extent, [low, high]: readonly [number, number]): void {
  if (seen.high - seen.low >= least * (high - low)) return;
  throw new RangeError(
    `These images go from ${seen.low} to ${seen.high} alone, and are said to lie in [${low}, ${high}]: give their range`,
  );
}
