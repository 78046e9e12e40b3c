import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import { expectInteger } from "../../core/shape.ts";
import { signalFor } from "../../core/turn.ts";
import { workBar } from "../../display/work-bar.ts";
import { count, decimal } from "../../display/text.ts";
import { stream } from "../../random/index.ts";
import { expectSameDim, pointsOf, type Features, type Points } from "../features.ts";
import { namedRows } from "../look.ts";
import { expectSameExtractor } from "../statistics/extractor.ts";
import { statistics, type Statistics } from "../statistics/statistics.ts";
import { sideOf, statisticsOf } from "./distance.ts";
import { lineThrough } from "./line.ts";
import { partsOffThread } from "./threads.ts";

/** What a Fréchet distance would be of infinitely many samples. */
export interface FrechetInfinity {
  /** Where the line through distances against 1 / N meets 1 / N = 0. */
  readonly distance: number;
  /** Standard error of that by what the points are off the line; their subsets share samples, so it is rather too small. */
  readonly error: number;
  /** By how much the distance of N samples is too large, times N. */
  readonly slope: number;
  /** The points: numbers of samples, and the distances of subsets of so many. */
  readonly sizes: readonly number[];
  readonly distances: readonly number[];
  readonly warnings: readonly string[];
  [displaySymbol](): MimeBundle;
}

export interface InfinityOptions {
  /** Name of what computed the samples' features. */
  extractor?: string;
  /** Points of the line, at least 3; 15 unless given. */
  points?: number;
  /** Samples of the smallest subset; a tenth of all unless given. */
  least?: number;
  /** Which samples are in a subset; 0 unless given. */
  seed?: number;
  /** Ends the work early; in a notebook an interrupt does. */
  signal?: AbortSignal;
}

/**
 * FID_infinity (1911.07023, section 4): the Fréchet distance of random subsets of the samples to the reference, extrapolated
 * along 1 / N to infinitely many samples. Only the samples' bias is taken away: the reference's stays, so take a large one.
 * The bias is linear in 1 / N only where N is several times D: fewer are warned of. It costs as many distances as there are
 * points. Throws as `frechetDistance` does, and a RangeError for options out of range.
 */
export async function frechetInfinity(
  samples: Features,
  reference: Statistics | Features,
  options: InfinityOptions = {},
): Promise<FrechetInfinity> {
  const { extractor, points = 15, seed = 0 } = options;
  const all = await pointsOf("frechetInfinity", samples, 4);
  const { least = Math.max(2, Math.ceil(all.count / 10)) } = options;
  expectInteger("points of frechetInfinity", points, 3);
  expectInteger("least of frechetInfinity", least, 2);
  const sizes = Array.from({ length: points }, (_, i) =>
    Math.round(least + ((all.count - least) * i) / (points - 1)),
  );
  if (new Set(sizes).size < points || least >= all.count) {
    throw new RangeError(`From ${least} to ${all.count} samples there are no ${points} different numbers`);
  }
  const other = await statisticsOf(reference, options);
  expectSameDim("frechetInfinity", all, other);
  expectSameExtractor({ extractor: extractor ?? null }, other);
  const fixed = await sideOf(other);
  const signal = signalFor(options.signal);
  const bar = workBar(points, "FID∞");
  const distances: number[] = [];
  try {
    for (const [i, size] of sizes.entries()) {
      const subset = await statistics(rowsOf(all, size, seed, i), options);
      const { meanPart, covariancePart } = await partsOffThread(await sideOf(subset), fixed, signal);
      distances.push(meanPart + covariancePart);
      bar.step();
    }
  } finally {
    bar.end();
  }
  const { intercept, slope, error } = lineThrough(sizes.map((size) => 1 / size), distances); // prettier-ignore
  const warnings = warningsOf(least, all.dim, intercept);
  return {
    distance: intercept,
    error,
    slope,
    sizes,
    distances,
    warnings,
    [displaySymbol]: () =>
      namedRows(
        "Fréchet distance of infinitely many samples",
        [
          ["of infinitely many samples", `${decimal(intercept)} ± ${decimal(error)}`],
          [`of ${count(all.count)} samples`, decimal(distances[points - 1])],
          [`of ${count(least)} samples`, decimal(distances[0])],
        ],
        warnings,
      ),
  };
}

function rowsOf({ values, count: all, dim }: Points, size: number, seed: number, i: number): Float64Array[] {
  const chosen = stream(seed).split(i).permutation(all).subarray(0, size);
  return Array.from(chosen, (row) => values.subarray(row * dim, (row + 1) * dim));
}

function warningsOf(least: number, dim: number, distance: number): string[] {
  return [
    ...(least <= 2 * dim
      ? [
          `The smallest subset has ${count(least)} samples of ${count(dim)} features: below several times as many the bias is not linear in 1 / N, and the line misleads`,
        ]
      : []),
    ...(distance < 0 ? ["The line ends below 0, where no distance is: the samples are too few to tell"] : []),
  ];
}
