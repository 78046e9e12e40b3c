import type { Measure } from "./difference.ts";
import type { Part } from "./parts.ts";

export interface MeasureOptions {
  /** The largest relative error that is none: 1e-9 in float64 and 1e-4 in float32 unless given. */
  tolerance?: number;
  /**
   * Errors of values nearer to 0 than this are relative to it: 1e-6 in float64 and 1e-2 in float32 unless given. Lower it
   * where the values themselves are smaller.
   */
  floor?: number;
  /**
   * With an expectation on either side: standard errors that both may lie apart; 4 unless given. Chance exceeds them
   * for one value in 16,000, so many values need more.
   */
  within?: number;
}

const exactness = { float64: { tolerance: 1e-9, floor: 1e-6 }, float32: { tolerance: 1e-4, floor: 1e-2 } };

/** Throws a RangeError for an option that is not more than 0. */
export function expectMeasure({ tolerance, floor, within }: MeasureOptions): void {
  for (const [name, value] of Object.entries({ tolerance, floor, within })) {
    if (value !== undefined && !(value > 0 && value < Infinity)) {
      throw new RangeError(`${name} must be a number above 0, not ${value}`);
    }
  }
}

/** float32 where anything in it is. */
export const precisionOf = (parts: readonly Part[]): Part["precision"] =>
  parts.some(({ precision }) => precision === "float32") ? "float32" : "float64";

/** What sides that give such parts are measured by. */
export function measureOf(parts: readonly Part[], { within = 4, ...given }: MeasureOptions): Measure {
  const { tolerance = exactness[precisionOf(parts)].tolerance, floor = exactness[precisionOf(parts)].floor } =
    given;
  return parts.some(({ standardErrors }) => standardErrors)
    ? { unit: "standard errors", limit: within, tolerance, floor }
    : { unit: "relative", limit: tolerance, tolerance, floor };
}
