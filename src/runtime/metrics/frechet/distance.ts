import type { MimeBundle } from "../../../protocol/host.ts";
import { displaySymbol } from "../../../protocol/host.ts";
import { signalFor } from "../../core/turn.ts";
import { expectSameDim, type Features } from "../features.ts";
import { bar } from "../in-view.ts";
import { expectSameExtractor } from "../statistics/extractor.ts";
import { statistics, type Statistics } from "../statistics/statistics.ts";
import { firstOrderBias } from "./bias.ts";
import { comparedEffort, type Compared, type Side } from "./compare.ts";
import { frechetBundle } from "./look.ts";
import { compareOffThread } from "./threads.ts";
import { warningsOf } from "./warnings.ts";

/** A Fréchet distance, with what it is made of and how far to trust it. */
export interface FrechetDistance {
  /** d^2 = meanPart + covariancePart: what is reported as FID. */
  readonly distance: number;
  /** |m1 - m2|^2 */
  readonly meanPart: number;
  /** tr C1 + tr C2 - 2 tr (C1^(1/2) C2 C1^(1/2))^(1/2), never below 0. */
  readonly covariancePart: number;
  /** Length D of a feature vector. */
  readonly dim: number;
  /** Samples of each set; null where a file does not say. */
  readonly counts: readonly [number | null, number | null];
  /** Ranks of the covariances: below D, they say nothing of some directions. */
  readonly ranks: readonly [number, number];
  /**
   * By how much it is too large, about, because the samples are finite; null where that cannot be said. Of a set of more
   * than D samples to first order in 1 / N, for Gaussian features, which is too little where N is not several times D; of a
   * smaller one by what its halves have more.
   */
  readonly bias: number | null;
  /** What speaks against trusting it, in words. */
  readonly warnings: readonly string[];
  /** As a cell's last value it shows itself. */
  [displaySymbol](): MimeBundle;
}

export interface FrechetOptions {
  /** Ends the work early; in a notebook an interrupt does. */
  signal?: AbortSignal;
}

/**
 * The squared Fréchet distance of two sets as Gaussians (1706.08500, equation 6), |m1 - m2|^2 + tr C1 + tr C2 -
 * 2 tr (C1^(1/2) C2 C1^(1/2))^(1/2), in float64: FID where the features are Inception's. Each set is its features [N, D],
 * N >= 2, or its statistics. Covariances are divided by N - 1 and may have any rank: nothing is added to them.
 *
 * It is biased: fewer samples give a larger distance (1911.07023), so compare only distances of as many samples. FID takes
 * 50,000; see `bias`, and `frechetInfinity`. It sees means and covariances alone. Throws a RangeError for features of two
 * lengths, fewer than 2 samples or numbers that are not finite, a TypeError for features of two extractors.
 */
export async function frechetDistance(
  a: Statistics | Features,
  b: Statistics | Features,
  options: FrechetOptions = {},
): Promise<FrechetDistance> {
  const both: [Statistics, Statistics] = [await statisticsOf(a, options), await statisticsOf(b, options)];
  expectSameDim("frechetDistance", ...both);
  expectSameExtractor(...both);
  const [first, second] = [await sideOf(both[0]), await sideOf(both[1])];
  const shown = bar("Fréchet distance", comparedEffort(first, second));
  try {
    const result = await compareOffThread(first, second, signalFor(options.signal), shown.step);
    shown.fill();
    return resultOf(both, result);
  } finally {
    shown.end();
  }
}

export const isStatistics = (of: Statistics | Features): of is Statistics => "covariance" in of;

/** Features' statistics, or those that were given. */
export const statisticsOf = async (
  of: Statistics | Features,
  { signal }: FrechetOptions,
): Promise<Statistics> => (isStatistics(of) ? of : statistics(of, signal ? { signal } : {}));

/** Small sets by their samples, large ones by their covariances. */
export async function sideOf(of: Statistics): Promise<Side> {
  if (of.count !== null && of.count < 2) {
    throw new RangeError(`A Fréchet distance needs at least 2 samples of each set, not ${of.count}`);
  }
  const { samples } = of;
  return { mean: of.mean(), source: samples ? { samples } : { covariance: await of.covariance() } };
}

function resultOf(of: readonly [Statistics, Statistics], compared: Compared): FrechetDistance {
  const { meanPart, covariancePart, ranks } = compared;
  const result = {
    distance: meanPart + covariancePart,
    meanPart,
    covariancePart,
    dim: of[0].dim,
    counts: [of[0].count, of[1].count] as const,
    ranks,
    bias: biasOf(of, compared),
  };
  const warnings = warningsOf(result);
  return { ...result, warnings, [displaySymbol]: () => frechetBundle(result, warnings) };
}

function biasOf(of: readonly [Statistics, Statistics], compared: Compared): number | null {
  const { meanPart, covariancePart, spectrum, traces, halves } = compared;
  const each = of.map(({ count, samples }, i) => {
    // With N / 2 samples a bias of c / N would be twice as large.
    const half = halves[i];
    if (samples) return half === null ? null : Math.max(0, half - meanPart - covariancePart);
    return count === null ? null : firstOrderBias(count, traces[i], spectrum);
  });
  const [x, y] = each;
  return x === null || y === null ? null : x + y;
}
