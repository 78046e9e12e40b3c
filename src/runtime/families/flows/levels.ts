import { tensor, tidy, type Tensor } from "../../core/tf.ts";
import { expectInteger, sizeOf } from "../../core/shape.ts";
import type { Stream } from "../../random/index.ts";

/** Data that has only so many values, evenly spaced from -1 to 1. */
export interface Levels {
  readonly count: number;
  /** The distance of two. */
  readonly width: number;
  /**
   * Spreads each value evenly over its level, by noise of U(-1/2, 1/2) widths: the mean of ln p of what comes out, plus
   * the logarithm of an example's volume, is at most ln of the level's probability. Theis et al. (1511.01844), section 3.1.
   */
  spread(x: Tensor, random: Stream): Tensor;
}

/** Throws a RangeError unless there are at least 2. */
export function levelsOf(count: number): Levels {
  expectInteger("levels", count, 2);
  const width = 2 / (count - 1);
  return {
    count,
    width,
    spread: (x, random) =>
      tidy(() =>
        x.add(
          tensor(random.uniform(sizeOf(x.shape)), x.shape)
            .sub(0.5)
            .mul(width),
        ),
      ),
  };
}
