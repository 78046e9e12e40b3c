import type { Difference, Measure } from "./difference.ts";

/** Least and greatest of what values have in common, over many of them. */
export interface Pattern {
  readonly left: Range;
  readonly ratio: Range;
  readonly difference: Range;
}

type Range = readonly [least: number, greatest: number];

export function patternOf(differences: readonly Difference[], { floor }: Measure): Pattern {
  // Of values near 0 the ratio is their rounding.
  const ratios = differences.filter(
    ({ left, right }) => !(Math.max(Math.abs(left), Math.abs(right)) < floor),
  );
  return {
    left: rangeOf(differences.map(({ left }) => left)),
    ratio: rangeOf(ratios.map(({ left, right }) => left / right)),
    difference: rangeOf(differences.map(({ left, right }) => left - right)),
  };
}

export const joined = (a: Pattern, b: Pattern): Pattern => ({
  left: rangeOf([...a.left, ...b.left]),
  ratio: rangeOf([...a.ratio, ...b.ratio]),
  difference: rangeOf([...a.difference, ...b.difference]),
});

/** "left / right is 0.9709 throughout", which is how a forgotten factor or term looks; null where nothing is. */
export function patternText({ left, ratio, difference }: Pattern): string | null {
  if (left[0] === left[1]) return null;
  const common = ([least, greatest]: Range, ifEqual: number): string | null => {
    const middle = (least + greatest) / 2;
    const same = greatest - least <= 0.01 * Math.abs(middle - ifEqual) && middle !== ifEqual;
    return same ? String(Number(middle.toPrecision(4))) : null;
  };
  const factor = common(ratio, 1);
  if (factor !== null) return `left / right is ${factor} throughout`;
  const term = common(difference, 0);
  return term === null ? null : `left - right is ${term} throughout`;
}

/** NaN where one of them is none; Infinity to -Infinity of nothing. */
const rangeOf = (values: readonly number[]): Range => [
  values.reduce((a, b) => Math.min(a, b), Infinity),
  values.reduce((a, b) => Math.max(a, b), -Infinity),
];
