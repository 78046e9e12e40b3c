import type { Chains } from "../../protocol/index.ts";
import { fixed, whole } from "../text/number.ts";

export type Row = Chains["numbers"][number];

/** A cell of a number's row. */
export interface Figure {
  text: string;
  /** Beyond what is trusted, with why: not told by colour alone. */
  doubt: string | null;
}

/** A column: `wide` ones are left out where space is short. */
export interface Column {
  head: string;
  title: string;
  wide: boolean;
  /** What it is sorted by. */
  value: (number: Row) => number | null;
  figure: (number: Row, chains: number) => Figure;
}

/** As many places as show two digits of the mean's error. */
export function placesOf({ mcseMean }: Row): number {
  if (mcseMean === null || !(mcseMean > 0)) return 3;
  return Math.min(8, Math.max(0, 1 - Math.floor(Math.log10(mcseMean))));
}

type Of = (number: Row) => number | null;

/** A column of numbers that are known as far as the mean is. */
const plain = (value: Of): Pick<Column, "value" | "figure"> => ({
  value,
  figure: (number) => ({ text: fixed(value(number) ?? NaN, placesOf(number)), doubt: null }),
});

/** Effective draws of a chain, and R-hat, beyond which Vehtari et al. (1903.08008) do not trust them. */
const [fewest, apart] = [100, 1.01];

const size = (value: Of): Pick<Column, "value" | "figure"> => ({
  value,
  figure(number, chains) {
    const many = value(number);
    const enough = many !== null && many >= fewest * chains;
    return {
      text: many === null ? "NaN" : whole(many),
      doubt: enough ? null : `fewer than ${fewest} effective draws a chain`,
    };
  },
});

export const columns: readonly Column[] = [
  { head: "mean", title: "Mean", wide: false, ...plain(({ mean }) => mean) },
  {
    head: "± error",
    title: "Monte Carlo standard error of the mean",
    wide: false,
    ...plain(({ mcseMean }) => mcseMean),
  },
  { head: "sd", title: "Standard deviation", wide: false, ...plain(({ sd }) => sd) },
  {
    head: "3 %",
    title: "Where the narrowest interval with 94 % of the draws begins",
    wide: true,
    ...plain(({ hdi }) => hdi[0]),
  },
  { head: "97 %", title: "Where it ends", wide: true, ...plain(({ hdi }) => hdi[1]) },
  {
    head: "ESS bulk",
    title: "Effective draws of the middle",
    wide: false,
    ...size(({ essBulk }) => essBulk),
  },
  { head: "ESS tail", title: "Effective draws of the tails", wide: true, ...size(({ essTail }) => essTail) },
  {
    head: "R-hat",
    title: "How far apart the chains are: 1 where they agree",
    wide: false,
    value: ({ rHat }) => rHat,
    figure: ({ rHat }) => ({
      text: fixed(rHat ?? NaN, 3),
      doubt: rHat !== null && rHat <= apart ? null : "the chains have not mixed",
    }),
  },
];
