import { expectInteger } from "../../core/shape.ts";
import { signalFor } from "../../core/turn.ts";
import { workBar } from "../../display/work-bar.ts";
import { expectSameDim, pointsOf, type Features, type Points } from "../features.ts";
import type { RunningStatistics } from "../statistics/running.ts";
import { statistics, type Statistics } from "../statistics/statistics.ts";
import type { Side } from "./compare.ts";
import { isStatistics, sideOf } from "./distance.ts";
import { partsOffThread } from "./threads.ts";

export interface JackknifeOptions {
  /** Groups that are left out in turn; 10 unless given. */
  groups?: number;
  /** Ends the work early; in a notebook an interrupt does. */
  signal?: AbortSignal;
}

/** A set as a whole, and without each of its groups; a set of which only statistics are there counts as known. */
interface Parts {
  readonly whole: Side;
  readonly without: readonly Side[];
}

/**
 * The standard error of a Fréchet distance by the jackknife: how much distances scatter when each of some groups of samples
 * is left out in turn. It says nothing of the bias. Statistics, unlike features, count as known without error. It costs as
 * many distances as there are groups, of either set. Throws a RangeError for fewer than 2 samples in a group.
 */
export async function frechetError(
  a: Statistics | Features,
  b: Statistics | Features,
  { groups = 10, signal: given }: JackknifeOptions = {},
): Promise<number> {
  expectInteger("groups of frechetError", groups, 2);
  const signal = signalFor(given);
  const [x, y] = [await partsOf(a, groups, given), await partsOf(b, groups, given)];
  expectSameDim("frechetError", { dim: x.whole.mean.length }, { dim: y.whole.mean.length });
  const bar = workBar(x.without.length + y.without.length, "jackknife");
  const distances = async (some: readonly Side[], other: Side): Promise<number[]> => {
    const found: number[] = [];
    for (const side of some) {
      const { meanPart, covariancePart } = await partsOffThread(side, other, signal);
      found.push(meanPart + covariancePart);
      bar.step();
    }
    return found;
  };
  try {
    const first = varianceOf(await distances(x.without, y.whole));
    return Math.sqrt(first + varianceOf(await distances(y.without, x.whole)));
  } finally {
    bar.end();
  }
}

/** The variance that distances without one group each tell of; 0 of none. */
function varianceOf(distances: readonly number[]): number {
  const n = distances.length;
  if (n === 0) return 0;
  const mean = distances.reduce((sum, d) => sum + d, 0) / n;
  return ((n - 1) / n) * distances.reduce((sum, d) => sum + (d - mean) ** 2, 0);
}

async function partsOf(
  of: Statistics | Features,
  groups: number,
  signal: AbortSignal | undefined,
): Promise<Parts> {
  if (isStatistics(of)) return { whole: await sideOf(of), without: [] };
  const points = await pointsOf("frechetError", of, 2 * groups);
  const some: RunningStatistics[] = [];
  for (let i = 0; i < groups; i++) {
    some.push(await statistics(everyNth(points, i, groups), signal ? { signal } : {}));
  }
  const merged = async (parts: readonly RunningStatistics[]): Promise<Side> => {
    let all = parts[0];
    for (const part of parts.slice(1)) all = await all.merge(part);
    return sideOf(all);
  };
  const without: Side[] = [];
  for (const left of some) without.push(await merged(some.filter((one) => one !== left)));
  return { whole: await merged(some), without };
}

/** Every groups-th row, so that an order of the samples does not matter. */
function everyNth({ values, count, dim }: Points, first: number, groups: number): Float64Array[] {
  const rows: Float64Array[] = [];
  for (let i = first; i < count; i += groups) rows.push(values.subarray(i * dim, (i + 1) * dim));
  return rows;
}
