import { shapeText } from "../core/shape.ts";
import type { Part } from "./parts.ts";
import { patternOf, type Pattern } from "./pattern.ts";

/** What two values may differ by. */
export interface Measure {
  readonly unit: "relative" | "standard errors";
  /** The largest error that is none: the tolerance, or a number of standard errors. */
  readonly limit: number;
  /** How exact values are apart from any randomness: |l - r| <= tolerance max(|l|, |r|, floor). */
  readonly tolerance: number;
  readonly floor: number;
}

/** Two values that were compared. An infinite error: one is not a number, or they are infinite and not equal. */
export interface Difference {
  /** Which: "mean[3]", "[3]", or "" for a number. */
  readonly element: string;
  readonly left: number;
  readonly right: number;
  readonly error: number;
}

/** Both sides at one point. */
export interface Compared {
  /** The largest error, and the values beside it in its array. */
  readonly worst: Difference;
  readonly around: readonly Difference[];
  readonly values: number;
  readonly pattern: Pattern;
  /** How many of the values differ and are below the floor on both sides. */
  readonly belowFloor: number;
}

/**
 * How far apart two values are. Relative: |l - r| / max(|l|, |r|, floor), which is 0 where both are equal, infinite ones
 * too. In standard errors: what |l - r| exceeds the tolerance by, in units of `deviation`. Infinity where one is not a
 * number, or they are infinite and not equal.
 */
export function errorOf(l: number, r: number, { unit, tolerance, floor }: Measure, deviation = 0): number {
  if (l === r) return 0;
  if (!Number.isFinite(l) || !Number.isFinite(r)) return Infinity;
  const scale = Math.max(Math.abs(l), Math.abs(r), floor);
  // Divided first: the difference of two large numbers may overflow.
  const relative = Math.abs(l / scale - r / scale);
  if (unit === "relative") return relative;
  const excess = Math.max(0, relative - tolerance) * scale;
  return excess === 0 ? 0 : excess / deviation;
}

/** Compares both sides at one point, part by part. Throws where they are not alike. */
export function compare(left: readonly Part[], right: readonly Part[], measure: Measure): Compared {
  expectAlike(left, right);
  const all = left.map((l, k) => differencesOf(l, right[k], measure));
  const worstOf = all.map((some) => some.reduce((a, b) => (b.error > a.error ? b : a), some[0]));
  const k = worstOf.reduce((best, one, i) => (one.error > worstOf[best].error ? i : best), 0);
  const at = all[k].indexOf(worstOf[k]);
  const values = all.flat();
  return {
    worst: worstOf[k],
    around: all[k].slice(Math.max(0, at - 1), at + 2),
    values: values.length,
    pattern: patternOf(all[k], measure),
    belowFloor: values.filter(
      ({ left: l, right: r, error }) => error > 0 && Math.max(Math.abs(l), Math.abs(r)) < measure.floor,
    ).length,
  };
}

function differencesOf(l: Part, r: Part, measure: Measure): Difference[] {
  return Array.from(l.values, (value, i) => ({
    element: l.key + (l.shape.length ? `[${placeOf(i, l.shape).join(", ")}]` : ""),
    left: value,
    right: r.values[i],
    error: errorOf(
      value,
      r.values[i],
      measure,
      Math.hypot(l.standardErrors?.[i] ?? 0, r.standardErrors?.[i] ?? 0),
    ),
  }));
}

/** The index of entry `i` in an array of this shape. */
function placeOf(i: number, shape: readonly number[]): number[] {
  const place: number[] = [];
  for (const length of [...shape].reverse()) {
    place.unshift(i % length);
    i = Math.floor(i / length);
  }
  return place;
}

/**
 * Throws a TypeError where one side has a part that the other lacks or there is nothing to compare, and a RangeError
 * where shapes differ.
 */
function expectAlike(left: readonly Part[], right: readonly Part[]): void {
  const text = (parts: readonly Part[]): string =>
    parts.map(({ key, shape }) => (key ? `${key} ${shapeText(shape)}` : shapeText(shape))).join(", ") ||
    "nothing";
  const both = `left is ${text(left)}, right is ${text(right)}`;
  if (left.map(({ key }) => key).join() !== right.map(({ key }) => key).join()) {
    throw new TypeError(`Both sides must have the same parts: ${both}`);
  }
  if (left.some(({ shape }, k) => shapeText(shape) !== shapeText(right[k].shape))) {
    throw new RangeError(`The shapes of both sides must be equal: ${both}`);
  }
  if (!left.length || left.some(({ values }) => !values.length)) {
    throw new RangeError(`Both sides must have values to compare: ${both}`);
  }
}
