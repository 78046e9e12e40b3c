import type { Points } from "../features.ts";
import { meanOf } from "../statistics/moments.ts";
import type { Work } from "../work.ts";
import { crossOf, effort, type Cross } from "./cross.ts";
import type { Source } from "./factor.ts";

/** One of the two sets: its mean [D] and what its covariance is known by. */
export interface Side {
  readonly mean: Float64Array;
  readonly source: Source;
}

/** A Fréchet distance in its parts. */
export interface Compared extends Cross {
  readonly meanPart: number;
  readonly covariancePart: number;
  /** Of each set that its samples are known of: the mean distance of its two halves to the other set, else null. */
  readonly halves: readonly [number | null, number | null];
}

/** The squared Fréchet distance of two sets, and those of the halves of a set whose samples are there. */
export function* compared(a: Side, b: Side): Work<Compared> {
  const parts = yield* partsOf(a, b);
  return { ...parts, halves: [yield* ofHalves(a, b), yield* ofHalves(b, a)] };
}

/** The same without halves. */
export function* partsOf(a: Side, b: Side): Work<Omit<Compared, "halves">> {
  const cross = yield* crossOf(a.source, b.source, a.mean.length);
  const meanPart = a.mean.reduce((sum, x, i) => sum + (x - b.mean[i]) ** 2, 0);
  const overlap = cross.spectrum.reduce((sum, x) => sum + x, 0);
  // It is never below 0; what rounding takes off it is no part of it.
  const covariancePart = Math.max(0, cross.traces[0] + cross.traces[1] - 2 * overlap);
  return { ...cross, meanPart, covariancePart };
}

function* ofHalves(side: Side, other: Side): Work<number | null> {
  if (!("samples" in side.source) || side.source.samples.count < 4) return null;
  let sum = 0;
  for (const remainder of [0, 1]) {
    const samples = everySecond(side.source.samples, remainder);
    const { meanPart, covariancePart } = yield* partsOf(
      { mean: meanOf(samples), source: { samples } },
      other,
    );
    sum += meanPart + covariancePart;
  }
  return sum / 2;
}

function everySecond({ values, count, dim }: Points, remainder: number): Points {
  const some = (count - remainder + 1) >> 1;
  const half = new Float64Array(some * dim);
  for (let i = 0; i < some; i++) {
    const from = (2 * i + remainder) * dim;
    half.set(values.subarray(from, from + dim), i * dim);
  }
  return { values: half, count: some, dim };
}

/** Multiplications of `partsOf`, about. */
export const partsEffort = (a: Side, b: Side): number => effort(a.source, b.source, a.mean.length);

/** Multiplications of `compared`, about. */
export function comparedEffort(a: Side, b: Side): number {
  const halved = [a, b].filter(({ source }) => "samples" in source).length;
  return partsEffort(a, b) * (1 + halved);
}
