import type { Baseline } from "./estimator.ts";

/**
 * Baselines of each draw's learning signal, none of which depends on that draw: `others` is the objective's estimate without
 * draw i. Throws a RangeError for leaveOneOut of one draw.
 */
export function baselines(
  kind: Baseline,
  particles: number,
  memory: number,
  others: (i: number) => number,
): Float64Array {
  switch (kind) {
    case "none":
      return new Float64Array(particles);
    case "movingAverage":
      return new Float64Array(particles).fill(Number.isNaN(memory) ? 0 : memory);
    case "leaveOneOut":
      return Float64Array.from({ length: particles }, (_, i) => others(i));
  }
}

/** Throws a RangeError where one draw would have to be the baseline of itself. */
export function expectBaseline(objective: string, baseline: Baseline, particles: number): void {
  if (baseline === "leaveOneOut" && particles < 2)
    throw new RangeError(
      `The baseline "leaveOneOut" of ${objective} needs at least 2 particles: use "movingAverage", or more of them`,
    );
}

/** All but one. */
export const without = (values: Float64Array, i: number): Float64Array => values.filter((_, k) => k !== i);
