import type { Points } from "../../features.ts";
import { eachTile, type Tile } from "../../neighbours/distances.ts";
import type { Work } from "../../work.ts";
import type { Counts } from "../resamples.ts";

/** A function of two samples by their squared distance and their squared lengths. */
export type PairFunction = (
  squaredDistance: number,
  squaredLength0: number,
  squaredLength1: number,
) => number;

/** Means over pairs: of two of the first set, of two of the second, of one of each. */
export interface PairMeans {
  readonly aa: Float64Array;
  readonly bb: Float64Array;
  readonly ab: Float64Array;
}

/**
 * Means of functions over all pairs, of each resample of the two sets: the distances are computed once. A sample makes no pair
 * with itself or with a copy of itself, so that the means have no bias from there. One result for each function.
 */
export function* pairMeansOf(
  a: Points,
  b: Points,
  functions: readonly PairFunction[],
  counts: { readonly a: readonly Counts[]; readonly b: readonly Counts[] },
): Work<PairMeans[]> {
  const aa = yield* within(a, functions, counts.a);
  const bb = yield* within(b, functions, counts.b);
  const ab = yield* between(a, b, functions, counts.a, counts.b);
  return functions.map((_, f) => ({ aa: aa[f], bb: bb[f], ab: ab[f] }));
}

/** Multiplications of it, about. */
export const pairMeansEffort = (a: Points, b: Points, functions: number, resamples: number): number =>
  (a.count ** 2 / 2 + b.count ** 2 / 2 + a.count * b.count) * (a.dim + functions * resamples);

function* within(
  x: Points,
  functions: readonly PairFunction[],
  counts: readonly Counts[],
): Work<Float64Array[]> {
  const sums = functions.map(() => new Float64Array(counts.length));
  const lengths = squaredLengths(x);
  const mapped = new Float64Array(128 * 128);
  yield* eachTile(
    x,
    x,
    (tile) => {
      for (const [f, of] of functions.entries()) {
        fill(mapped, tile, of, lengths, lengths, true);
        weigh(sums[f], mapped, tile, counts, counts);
      }
    },
    true,
  );
  return sums.map((sum) => sum.map((s, r) => (2 * s) / pairsOf(counts[r])));
}

/** Pairs of two different samples, counted with their copies; each in both orders. */
function pairsOf(counts: Counts): number {
  let [total, squares] = [0, 0];
  for (const n of counts) {
    total += n;
    squares += n * n;
  }
  return total * total - squares;
}

function* between(
  a: Points,
  b: Points,
  functions: readonly PairFunction[],
  countsA: readonly Counts[],
  countsB: readonly Counts[],
): Work<Float64Array[]> {
  const sums = functions.map(() => new Float64Array(countsA.length));
  const [lengthsA, lengthsB] = [squaredLengths(a), squaredLengths(b)];
  const mapped = new Float64Array(128 * 128);
  yield* eachTile(a, b, (tile) => {
    for (const [f, of] of functions.entries()) {
      fill(mapped, tile, of, lengthsA, lengthsB, false);
      weigh(sums[f], mapped, tile, countsA, countsB);
    }
  });
  return sums.map((sum) => sum.map((s) => s / (a.count * b.count)));
}

/** The function of a tile's pairs; with `above` 0 on and below the diagonal of the whole. */
function fill(
  mapped: Float64Array,
  { i0, j0, rows, columns, values }: Tile,
  of: PairFunction,
  lengths0: Float64Array,
  lengths1: Float64Array,
  above: boolean,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const at = i * columns + j;
      const counts = !above || j0 + j > i0 + i;
      mapped[at] = counts ? of(values[at], lengths0[i0 + i], lengths1[j0 + j]) : 0;
    }
  }
}

/** Adds the sum over a tile to that of each resample. */
function weigh(
  sums: Float64Array,
  mapped: Float64Array,
  { i0, j0, rows, columns }: Tile,
  counts0: readonly Counts[],
  counts1: readonly Counts[],
): void {
  for (let r = 0; r < sums.length; r++) {
    const [down, right] = [counts0[r], counts1[r]];
    let sum = 0;
    for (let i = 0; i < rows; i++) {
      const times = down[i0 + i];
      if (times === 0) continue;
      let row = 0;
      for (let j = 0, at = i * columns; j < columns; j++) row += mapped[at++] * right[j0 + j];
      sum += times * row;
    }
    sums[r] += sum;
  }
}

function squaredLengths({ values, count, dim }: Points): Float64Array {
  const lengths = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    for (let k = i * dim; k < (i + 1) * dim; k++) lengths[i] += values[k] * values[k];
  }
  return lengths;
}
