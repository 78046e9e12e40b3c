import type { MimeBundle } from "../../../../protocol/host.ts";
import type { Curve, Marginal } from "../../../../protocol/table.ts";
import { placesOf, tableBundle, withError, withPlaces } from "../../../display/table.ts";
import { hdi } from "../../diagnostics/index.ts";
import { marginalOf } from "../../diagnostics/marginal.ts";
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
  readonly curve: Curve | null;
}

/** All draws of a number, whatever chain they stand in. */
const drawsOf = (draws: Draws, name: string): Float64Array =>
  Float64Array.from(chainsOf(draws, name).flatMap((row) => [...row]));

/** The mean, deviation and narrowest 94 % of each number, as far as independent draws tell them. */
export function numbersOf(draws: Draws): string[][] {
  return draws.names.map((name) => {
    const all = drawsOf(draws, name);
    const sd = Math.sqrt(variance(all));
    const places = placesOf(sd / Math.sqrt(all.length));
    return [name, ...[mean(all), sd, ...hdi(all)].map((x) => withPlaces(x, places))];
  });
}

/** Distributions that are saved: beyond so many nobody looks at each. */
const mostMarginals = 200;

/** The distribution of each number, of the first ones. */
export const marginalsOf = (draws: Draws): (Marginal | null)[] =>
  draws.names.slice(0, mostMarginals).map((name) => marginalOf(drawsOf(draws, name)));

export const heads = ["", "mean", "sd", "hdi 3%", "hdi 97%"];

/** Warnings, a line on the fit, one on how far to trust it, and a table of what it says with each number's distribution. */
export function show({ name, draws, elbo, kHat, lines, warnings, curve }: Shown): MimeBundle {
  const first = `${name}, ELBO ${withError(elbo.value, elbo.se)} nats`;
  return tableBundle({
    warnings,
    lines: [first, ...lines],
    // What is doubtful is among the warnings.
    verdict: doubtful(kHat) ? null : { holds: kHat <= 0.5, text: trust(kHat) },
    heads,
    rows: numbersOf(draws),
    marginals: marginalsOf(draws),
    curve,
  });
}
