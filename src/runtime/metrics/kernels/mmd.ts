import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import { decimal } from "../../display/text.ts";
import { expectSameDim, pointsOf, type Features, type Points } from "../features.ts";
import { inView } from "../in-view.ts";
import { namedRows } from "../look.ts";
import type { Work } from "../work.ts";
import { medianDistance } from "./bandwidth.ts";
import { pairEffort, pairMeans, type Means } from "./means.ts";

export interface Mmd {
  /** MMD^2. Unbiased, it is below 0 about as often as above where the distributions are equal. */
  readonly squared: number;
  /** Its root; 0 where it is below 0. */
  readonly distance: number;
  /** What the kernels were as wide as. */
  readonly bandwidths: readonly number[];
  [displaySymbol](): MimeBundle;
}

export interface MmdOptions {
  /** Each h gives a kernel exp(-|x - y|^2 / (2 h^2)), and their mean is taken; the median distance of two samples unless given. */
  bandwidths?: readonly number[];
  /** Whether a sample counts as a pair with itself; not unless given. */
  biased?: boolean;
  /** Which samples the median is taken of, where there are more than 1000; 0 unless given. */
  seed?: number;
  /** Ends the work early; in a notebook an interrupt does. */
  signal?: AbortSignal;
}

/**
 * Maximum mean discrepancy of features [N, D] under Gaussian kernels (Gretton et al. 2012, equations 3 and 5). A value means
 * little without its bandwidths: those of another pair of sets, the median among them, give other values, so compare sets at
 * bandwidths that are given. Time goes with (N1 + N2)^2 D. Throws a RangeError for fewer than 2 samples, other shapes,
 * numbers that are not finite and bandwidths that are not above 0.
 */
export async function mmd(a: Features, b: Features, options: MmdOptions = {}): Promise<Mmd> {
  const { biased = false, seed = 0, signal } = options;
  const [x, y] = [await pointsOf("mmd", a, 2), await pointsOf("mmd", b, 2)];
  expectSameDim("mmd", x, y);
  options.bandwidths?.forEach(expectBandwidth);
  if (options.bandwidths?.length === 0) throw new RangeError("mmd needs at least one bandwidth");
  const found = await inView(
    "MMD",
    pairEffort(x, y),
    ofPoints(x, y, options.bandwidths, biased, seed),
    signal,
  );
  const { aa, bb, ab, bandwidths } = found;
  const squared = aa + bb - 2 * ab;
  const distance = Math.sqrt(Math.max(0, squared));
  return {
    squared,
    distance,
    bandwidths,
    [displaySymbol]: () =>
      namedRows("Maximum mean discrepancy", [
        [biased ? "MMD², biased" : "MMD², unbiased", decimal(squared)],
        ["bandwidths", bandwidths.map(decimal).join(", ")],
      ]),
  };
}

function* ofPoints(
  x: Points,
  y: Points,
  given: readonly number[] | undefined,
  biased: boolean,
  seed: number,
): Work<Means & { bandwidths: readonly number[] }> {
  const bandwidths = given ?? [yield* medianDistance(x, y, seed)];
  const scales = bandwidths.map((h) => -1 / (2 * h * h));
  const kernel = (squaredDistance: number): number => {
    let sum = 0;
    for (const scale of scales) sum += Math.exp(squaredDistance * scale);
    return sum / scales.length;
  };
  return { ...(yield* pairMeans(x, y, kernel, biased)), bandwidths };
}

function expectBandwidth(h: number): void {
  if (!(h > 0 && h < Infinity)) throw new RangeError(`A bandwidth of mmd is a number above 0, not ${h}`);
}
