import type { MimeBundle } from "../../../../protocol/host.ts";
import { placesOf, tableBundle, withError, withPlaces } from "../../../display/table.ts";
import { hdi } from "../../diagnostics/index.ts";
import { mean, variance } from "../../diagnostics/chains.ts";
import { chainsOf, type Draws } from "../../draws.ts";
import type { Estimated } from "./approximation.ts";
import { doubtful, trust } from "./trust.ts";

interface Shown {
  readonly name: string;
  readonly draws: Draws;
  readonly elbo: Estimated;
  readonly kHat: number;
  readonly lines: readonly string[];
  readonly warnings: readonly string[];
}

/** The mean, deviation and narrowest 94 % of each number, as far as independent draws tell them. */
export function numbersOf(draws: Draws): string[][] {
  return draws.names.map((name) => {
    const all = Float64Array.from(chainsOf(draws, name).flatMap((row) => [...row]));
    const sd = Math.sqrt(variance(all));
    const places = placesOf(sd / Math.sqrt(all.length));
    return [name, ...[mean(all), sd, ...hdi(all)].map((x) => withPlaces(x, places))];
  });
}

export const heads = ["", "mean", "sd", "hdi 3%", "hdi 97%"];

/** Warnings, a line on the fit, one on how far to trust it, and a table of what it says. */
export function show({ name, draws, elbo, kHat, lines, warnings }: Shown): MimeBundle {
  const first = `${name}, ELBO ${withError(elbo.value, elbo.se)} nats`;
  const last = doubtful(kHat) ? [] : [trust(kHat)];
  return tableBundle({ warnings, lines: [first, ...lines, ...last], heads, rows: numbersOf(draws) });
}
