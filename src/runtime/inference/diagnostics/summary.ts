import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import { chainsOf, type Draws } from "../draws.ts";
import { mean, pooled, variance } from "./chains.ts";
import { essBulk, essTail } from "./ess.ts";
import { hdi } from "./hdi.ts";
import { mcseMean, mcseSd } from "./mcse.ts";
import { rHat } from "./r-hat.ts";
import { showDraws, type About } from "./show.ts";

/** What the draws say of one number, and how far to trust it. */
export interface SummaryRow {
  name: string;
  mean: number;
  sd: number;
  /** The narrowest interval with 94 % of the draws. */
  hdi: [number, number];
  mcseMean: number;
  mcseSd: number;
  essBulk: number;
  essTail: number;
  rHat: number;
}

export interface Summary {
  readonly rows: readonly SummaryRow[];
  /** What speaks against trusting the draws, in words; none where nothing does. */
  readonly warnings: readonly string[];
  /** As a cell's last value it shows itself. */
  [displaySymbol](): MimeBundle;
}

/** A table as ArviZ's, a row for each number, with warnings after Vehtari et al. (1903.08008). */
export function summary(draws: Draws): Summary {
  const rows = draws.names.map((name) => rowOf(name, chainsOf(draws, name)));
  return summaryOf(draws, rows, warningsOf(rows, draws.chains));
}

export const summaryOf = (
  draws: Draws,
  rows: readonly SummaryRow[],
  warnings: readonly string[],
  about: About = { title: "Draws", options: [] },
): Summary => ({ rows, warnings, [displaySymbol]: () => showDraws(draws, rows, warnings, about) });

function rowOf(name: string, chains: Float64Array[]): SummaryRow {
  const all = pooled(chains);
  // Something recorded may have no value at a place: that is said, and the other rows stand.
  if (!all.every(Number.isFinite)) return unknown(name);
  return {
    name,
    mean: mean(all),
    sd: Math.sqrt(variance(all)),
    hdi: hdi(all),
    mcseMean: mcseMean(chains),
    mcseSd: mcseSd(chains),
    essBulk: essBulk(chains),
    essTail: essTail(chains),
    rHat: rHat(chains),
  };
}

const unknown = (name: string): SummaryRow => ({
  name,
  mean: NaN,
  sd: NaN,
  hdi: [NaN, NaN],
  mcseMean: NaN,
  mcseSd: NaN,
  essBulk: NaN,
  essTail: NaN,
  rHat: NaN,
});

/** Limits of the paper: R-hat 1.01, and 100 effective draws of each chain. */
function warningsOf(rows: readonly SummaryRow[], chains: number): string[] {
  const named = (bad: readonly SummaryRow[]) => {
    const some = bad.slice(0, 5).map(({ name }) => name);
    return some.join(", ") + (bad.length > some.length ? ` and ${bad.length - some.length} more` : "");
  };
  const apart = rows.filter((row) => row.rHat > 1.01);
  const few = rows.filter((row) => Math.min(row.essBulk, row.essTail) < 100 * chains);
  const none = rows.filter((row) => Number.isNaN(row.mean));
  const still = rows.filter((row) => Number.isNaN(row.rHat) && !Number.isNaN(row.mean));
  return [
    ...(none.length ? [`Draws that are not finite: nothing is said of ${named(none)}`] : []),
    ...(apart.length ? [`R-hat above 1.01: the chains have not mixed in ${named(apart)}`] : []),
    ...(few.length ? [`Fewer than 100 effective draws a chain: draw more for ${named(few)}`] : []),
    ...(still.length ? [`No draw differs in ${named(still)}`] : []),
    ...(chains === 1 ? ["One chain cannot show that others would end elsewhere: run 4"] : []),
  ];
}
