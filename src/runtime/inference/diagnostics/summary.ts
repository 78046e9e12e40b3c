import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import { placesOf, tableBundle, withPlaces } from "../../display/table.ts";
import { count } from "../../display/text.ts";
import { chainsOf, type Draws } from "../draws.ts";
import { mean, pooled, variance } from "./chains.ts";
import { essBulk, essTail } from "./ess.ts";
import { hdi } from "./hdi.ts";
import { mcseMean, mcseSd } from "./mcse.ts";
import { rHat } from "./r-hat.ts";

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
  return summaryOf(rows, warningsOf(rows, draws.chains));
}

export const summaryOf = (rows: readonly SummaryRow[], warnings: readonly string[]): Summary => ({
  rows,
  warnings,
  [displaySymbol]: () => tableBundle({ warnings, heads, rows: rows.map(cells) }),
});

function rowOf(name: string, chains: Float64Array[]): SummaryRow {
  const all = pooled(chains);
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

/** Limits of the paper: R-hat 1.01, and 100 effective draws of each chain. */
function warningsOf(rows: readonly SummaryRow[], chains: number): string[] {
  const named = (bad: readonly SummaryRow[]) => {
    const some = bad.slice(0, 5).map(({ name }) => name);
    return some.join(", ") + (bad.length > some.length ? ` and ${bad.length - some.length} more` : "");
  };
  const apart = rows.filter((row) => row.rHat > 1.01);
  const few = rows.filter((row) => Math.min(row.essBulk, row.essTail) < 100 * chains);
  const still = rows.filter((row) => Number.isNaN(row.rHat));
  return [
    ...(apart.length ? [`R-hat above 1.01: the chains have not mixed in ${named(apart)}`] : []),
    ...(few.length ? [`Fewer than 100 effective draws a chain: draw more for ${named(few)}`] : []),
    ...(still.length ? [`No draw differs in ${named(still)}`] : []),
    ...(chains === 1 ? ["One chain cannot show that others would end elsewhere: run 4"] : []),
  ];
}

const heads = [
  "",
  "mean",
  "sd",
  "hdi 3%",
  "hdi 97%",
  "mcse mean",
  "mcse sd",
  "ess bulk",
  "ess tail",
  "R-hat",
];

/** The draws tell a number to within its error, and no further. */
function cells(row: SummaryRow): string[] {
  const places = placesOf(row.mcseMean);
  return [
    row.name,
    ...[row.mean, row.sd, ...row.hdi, row.mcseMean, row.mcseSd].map((x) => withPlaces(x, places)),
    ...[row.essBulk, row.essTail].map((x) => (Number.isNaN(x) ? "NaN" : count(Math.round(x)))),
    row.rHat.toFixed(3),
  ];
}
