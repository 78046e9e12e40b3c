import { chainsMime, type Chains } from "../../../protocol/chains.ts";
import { packFloats } from "../../../protocol/floats.ts";
import type { MimeBundle } from "../../../protocol/host.ts";
import { placesOf, tableText, withPlaces } from "../../display/table.ts";
import { count } from "../../display/text.ts";
import { chainsOf, type Draws } from "../draws.ts";
import type { SummaryRow } from "./summary.ts";

/** What a viewer of draws says above them. */
export interface About {
  title: string;
  /** More than the numbers of chains and draws. */
  options: readonly (readonly [string, string])[];
  /** Steps that diverged, as chain * draws + draw; undefined of samplers that cannot. */
  diverged?: readonly number[];
}

/** Numbers of a saved output: 4 bytes each, and a third more as text. */
const room = 40_000;
/** Fewer draws of a chain than this show nothing of how it moved. */
const least = 100;
/** Numbers of a saved output that tell where steps diverged, and such steps: more would hide each other. */
const [divergedRoom, mostDiverged] = [4_000, 500];

/** Draws for their viewer, and as a table for programs that do not have it. */
export function showDraws(
  draws: Draws,
  rows: readonly SummaryRow[],
  warnings: readonly string[],
  about: About,
): MimeBundle {
  return {
    [chainsMime]: payloadOf(draws, rows, warnings, about),
    ...tableText({ warnings, heads, rows: rows.map(cells) }),
  };
}

function payloadOf(
  draws: Draws,
  rows: readonly SummaryRow[],
  warnings: readonly string[],
  { title, options, diverged }: About,
): Chains {
  const all = draws.names.length * draws.chains * draws.draws;
  const every = Math.max(1, Math.min(Math.ceil(all / room), Math.floor(draws.draws / least)));
  const kept = Math.ceil(draws.draws / every);
  const whole = Math.floor(room / (draws.chains * kept));
  const at =
    diverged && evenly(diverged, Math.min(mostDiverged, Math.floor(divergedRoom / draws.names.length)));
  return {
    version: 1,
    title,
    options: [
      ["chains", count(draws.chains)],
      ["draws", `${count(draws.draws)} each`],
      ...options.map(([name, value]): [string, string] => [name, value]),
    ],
    warnings: [...warnings],
    chains: draws.chains,
    draws: draws.draws,
    every,
    ...(diverged && at ? { diverged: { count: diverged.length, at } } : {}),
    numbers: rows.map((row, i) => ({
      name: row.name,
      mean: figure(row.mean),
      sd: figure(row.sd),
      hdi: [figure(row.hdi[0]), figure(row.hdi[1])],
      mcseMean: figure(row.mcseMean),
      essBulk: figure(row.essBulk),
      essTail: figure(row.essTail),
      rHat: figure(row.rHat),
      draws:
        i < whole
          ? packFloats(
              chainsOf(draws, row.name).flatMap((chain) => [...chain].filter((_, k) => k % every === 0)),
              "float32",
            )
          : null,
      ...(at && i < whole
        ? {
            diverged: packFloats(
              at.map((place) => valueAt(draws, place, i)),
              "float32",
            ),
          }
        : {}),
    })),
  };
}

const valueAt = ({ values, names }: Draws, place: number, name: number): number =>
  values[place * names.length + name];

/** At most so many of them, in their order. */
const evenly = (all: readonly number[], most: number): number[] =>
  all.length <= most
    ? [...all]
    : Array.from({ length: most }, (_, i) => all[Math.floor((i * all.length) / most)]);

const figure = (x: number): number | null => (Number.isFinite(x) ? x : null);

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
