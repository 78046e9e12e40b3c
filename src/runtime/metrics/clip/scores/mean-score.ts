import { displaySymbol, type MimeBundle } from "../../../../protocol/host.ts";
import { count } from "../../../display/text.ts";
import { withError } from "../../../display/table.ts";
import { namedRows } from "../../look.ts";

/** The mean of a score over pairs of an image and its caption. */
export interface PairScore {
  readonly mean: number;
  /** Standard error of the mean over pairs; null of a single one. */
  readonly error: number | null;
  /** Of each pair. */
  readonly values: Float64Array;
  /** What speaks against trusting it. */
  readonly warnings: readonly string[];
  [displaySymbol](): MimeBundle;
}

/** How a score came about, beside its numbers. */
export interface Made {
  /** What the mean is at least. */
  readonly least?: number;
  /** Rows for the table: what was compared, and how. */
  readonly rows?: readonly (readonly [string, string])[];
  readonly warnings?: readonly string[];
}

/** A score of a mean with its error, that shows itself. */
export function pairScore(
  name: string,
  values: Float64Array,
  { least = -Infinity, rows = [], warnings = [] }: Made,
): PairScore {
  const n = values.length;
  const average = values.reduce((sum, x) => sum + x, 0) / n;
  const mean = Math.max(average, least);
  const squares = values.reduce((sum, x) => sum + (x - average) ** 2, 0);
  const error = n > 1 ? Math.sqrt(squares / (n - 1) / n) : null;
  const shown = [["mean", withError(mean, error ?? 0)] as const, ["pairs", count(n)] as const, ...rows];
  return { mean, error, values, warnings, [displaySymbol]: () => namedRows(name, shown, warnings) };
}
