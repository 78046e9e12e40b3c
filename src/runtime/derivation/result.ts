import type { displaySymbol, MimeBundle } from "../../protocol/host.ts";
import type { Difference, Measure } from "./difference.ts";
import type { Over } from "./over.ts";
import type { Pattern } from "./pattern.ts";

/** The largest error at one value of the axis. */
export interface ErrorAt extends Difference {
  /** The axis's value, as text; "" without an axis. */
  readonly at: string;
  readonly draw: number;
  /** What both sides were given there: numbers, arrays and tensors' values. */
  readonly point: Over;
  /** What its array has in common with the same one at other points there. */
  readonly pattern: Pattern;
  /** It and its neighbours in the array. */
  readonly around: readonly Difference[];
}

/** An equation that was checked. */
export interface Claim {
  readonly latex: string;
  readonly holds: boolean;
  readonly measure: Measure;
  /** The variable that `errors` go by: `t` where it is a list, else the first list; null without one. */
  readonly axis: string | null;
  readonly errors: readonly ErrorAt[];
  /** The largest of them. */
  readonly worst: ErrorAt;
  readonly points: number;
  /** Values that were compared, and how many of them differ but lie below the floor on both sides. */
  readonly values: number;
  readonly belowFloor: number;
  readonly precision: "float32" | "float64";
  readonly draws: number;
  readonly seed: number;
  /** The variables as people read them: "normal [64]". */
  readonly over: readonly (readonly [name: string, text: string])[];
  [displaySymbol](): MimeBundle;
}
