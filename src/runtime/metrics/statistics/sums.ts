import { joinedPoints, type Points } from "../features.ts";
import type { Work } from "../work.ts";
import { mergeMoments, momentsOf, type Moments } from "./moments.ts";

/** Samples of which some have been summed up, and the rest waits: at most D, which take no more room than the sums do. */
export interface Sums {
  readonly moments: Moments | null;
  readonly waiting: readonly Points[];
}

const countOf = (waiting: readonly Points[]) => waiting.reduce((sum, { count }) => sum + count, 0);

export const sampleCount = ({ moments, waiting }: Sums): number => (moments?.count ?? 0) + countOf(waiting);

const merged = (a: Moments | null, b: Moments | null): Moments | null =>
  a && b ? mergeMoments(a, b) : (a ?? b);

export const mergedSums = (a: Sums, b: Sums): Sums => ({
  moments: merged(a.moments, b.moments),
  waiting: [...a.waiting, ...b.waiting],
});

/** Sums up what waits once it is more than D. */
export function* settled(sums: Sums, dim: number): Work<Sums> {
  if (countOf(sums.waiting) <= dim) return sums;
  return { moments: yield* allMoments(sums, dim), waiting: [] };
}

/** Moments of all samples, which are at least one. */
export function* allMoments({ moments, waiting }: Sums, dim: number): Work<Moments> {
  const rest = waiting.length > 0 ? yield* momentsOf(joinedPoints(waiting, dim)) : null;
  const all = merged(moments, rest);
  if (!all) throw new RangeError("Statistics are of at least 1 sample");
  return all;
}
