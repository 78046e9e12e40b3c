/** All real numbers. */
export interface Reals {
  readonly kind: "real";
}
/** Numbers above 0. */
export interface Positives {
  readonly kind: "positive";
}
/** Numbers from low to high. */
export interface Interval {
  readonly kind: "interval";
  readonly low: number;
  readonly high: number;
}
/** Whole numbers from low to high, which may be Infinity. */
export interface WholeNumbers {
  readonly kind: "whole";
  readonly low: number;
  readonly high: number;
}
/** Vectors of `size` entries of at least 0 that add up to 1. */
export interface Simplex {
  readonly kind: "simplex";
  readonly size: number;
}
/** Vectors of `size` rising entries. */
export interface Ordered {
  readonly kind: "ordered";
  readonly size: number;
}
/** Symmetric positive-definite matrices [size, size], row-major. */
export interface PositiveDefinite {
  readonly kind: "positive definite";
  readonly size: number;
}
/** Vectors, each entry in a support of its own. */
export interface Each {
  readonly kind: "each";
  readonly supports: readonly Support[];
}

/** Where a distribution has its mass. */
export type Support =
  Reals | Positives | Interval | WholeNumbers | Simplex | Ordered | PositiveDefinite | Each;

export const real: Reals = { kind: "real" };
export const positive: Positives = { kind: "positive" };
/** Vectors of this many real numbers. */
export const reals = (size: number): Each => ({
  kind: "each",
  supports: new Array<Support>(size).fill(real),
});

/** The least support that holds all of these; of vectors they are taken to be the same. */
export function hull(supports: readonly Support[]): Support {
  const [first] = supports;
  if (first.kind === "interval" || first.kind === "whole") {
    const { kind } = first;
    const same = supports.filter((each): each is Interval | WholeNumbers => each.kind === kind);
    if (same.length < supports.length) return real;
    const low = Math.min(...same.map((each) => each.low));
    return { kind, low, high: Math.max(...same.map((each) => each.high)) };
  }
  if (first.kind === "positive") return supports.every(({ kind }) => kind === "positive") ? first : real;
  return first;
}
