import type { MimeBundle } from "../../../../protocol/host.ts";
import { hdi } from "../../diagnostics/index.ts";
import { mean, variance } from "../../diagnostics/chains.ts";
import { chainsOf, type Draws } from "../../draws.ts";
import type { Estimated } from "./approximation.ts";
import { table } from "./table.ts";
import { trust } from "./trust.ts";

interface Shown {
  readonly name: string;
  readonly draws: Draws;
  readonly elbo: Estimated;
  readonly kHat: number;
  readonly lines: readonly string[];
  readonly warnings: readonly string[];
}

const digits = (x: number): string => String(Number(x.toPrecision(4)));

/** A number with its error: as many places as the error has, and two of it. */
export function withError(value: number, se: number): string {
  if (!Number.isFinite(value) || !(se > 0 && se < Infinity)) return digits(value);
  const places = Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(se))));
  return `${value.toFixed(places)} ± ${se.toFixed(places)}`;
}

/** The mean, deviation and narrowest 94 % of each number. */
export function numbersOf(draws: Draws): string[][] {
  return draws.names.map((name) => {
    const all = Float64Array.from(chainsOf(draws, name).flatMap((row) => [...row]));
    return [name, ...[mean(all), Math.sqrt(variance(all)), ...hdi(all)].map(digits)];
  });
}

export const heads = ["", "mean", "sd", "hdi 3%", "hdi 97%"];

/** A line on the fit, one on how far to trust it, and a table of what it says. */
export function show({ name, draws, elbo, kHat, lines, warnings }: Shown): MimeBundle {
  const first = `${name}, ELBO ${withError(elbo.value, elbo.se)} nats`;
  return table({ lines: [first, ...lines, trust(kHat)], heads, rows: numbersOf(draws), warnings });
}
