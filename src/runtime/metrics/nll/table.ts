import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import { nllBundle } from "./look.ts";
import type { Nll } from "./nll.ts";

/** Likelihoods by their names. As a cell's last value they show themselves as a table. */
export interface NllTable {
  readonly rows: Readonly<Record<string, Nll>>;
  readonly warnings: readonly string[];
  [displaySymbol](): MimeBundle;
}

/**
 * Likelihoods side by side. Throws a RangeError where they are of examples with different numbers of dimensions, which no unit
 * brings together.
 *
 *     nllTable({ bound: nll(await diffusion.elbo(model, x)), flow: nll(await logLikelihood(denoiser, x)) })
 */
export function nllTable(rows: Readonly<Record<string, Nll>>): NllTable {
  const all = Object.entries(rows);
  if (!all.length) throw new RangeError("A table of likelihoods needs at least one");
  const [[first, { dims }]] = all;
  const other = all.find(([, one]) => one.dims !== dims);
  if (other) {
    throw new RangeError(
      `"${first}" is of examples of ${dims} numbers and "${other[0]}" of ${other[1].dims}: they are not of the same data`,
    );
  }
  return {
    rows,
    warnings: all.flatMap(([, one]) => one.warnings),
    [displaySymbol]: () => nllBundle(rows),
  };
}
