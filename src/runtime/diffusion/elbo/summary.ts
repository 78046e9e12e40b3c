import type { Plan } from "./kind.ts";
import { mean, meanOf, varianceOfMean } from "./statistics.ts";
import type { Term } from "./term.ts";

/** An amount of information for an example. */
export interface Amount {
  readonly nats: number;
  readonly bitsPerDim: number;
}

export const amount = (nats: number, dims: number): Amount => ({
  nats,
  bitsPerDim: nats / dims / Math.LN2,
});

/** What is known of a term: nats for an example, averaged over examples and draws, and the standard error of that. */
export interface TermSummary {
  readonly t: number;
  /** How often it counts in the bound: 1, unless the terms are a random choice. */
  readonly weight: number;
  readonly nats: number;
  readonly error: number | null;
  readonly squaredError: number;
}

export interface Summary {
  /** Nats of each example: all of its bound, and the parts. */
  readonly examples: {
    readonly nats: Float64Array;
    readonly prior: Float64Array;
    readonly decoder: Float64Array;
    readonly terms: readonly Float64Array[];
  };
  readonly nats: number;
  /** Variance of `nats`: over examples, noise and the choice of t; and without that of the examples. */
  readonly variance: number | null;
  readonly noiseVariance: number | null;
  readonly terms: readonly TermSummary[];
  readonly decoder: TermSummary;
}

/** Adds up the terms and their errors. `terms` go with the plan's. */
export function summarize(
  prior: Float64Array,
  decoder: Term,
  { terms: planned, drawn, varianceOf }: Plan,
  terms: readonly Term[],
): Summary {
  const byTerm = terms.map(({ draws }) => meanOf(draws));
  const decoded = meanOf(decoder.draws);
  const nats = prior.map(
    (own, i) => own + decoded[i] + byTerm.reduce((sum, values, k) => sum + planned[k].weight * values[i], 0),
  );
  const ofNoise = (term: Term): number | null => varianceOfMean(term.draws.map(mean));
  const ofChoice = varianceOf(byTerm.map((values, k) => planned[k].weight * mean(values)));
  // What the choice of t does to their terms, the noise at these t has had its part in.
  const noiseVariance = added([ofNoise(decoder), ofChoice, ...(drawn ? [] : terms.map(ofNoise))]);
  const overExamples = varianceOfMean(nats);
  return {
    examples: { nats, prior, decoder: decoded, terms: byTerm },
    nats: mean(nats),
    variance: overExamples === null ? noiseVariance : added([overExamples, ofChoice]),
    noiseVariance,
    terms: terms.map((term, k) => termSummary(term, planned[k].weight)),
    decoder: termSummary(decoder, 1),
  };
}

/** The sum, which is unknown where a part is. */
const added = (parts: readonly (number | null)[]): number | null =>
  parts.reduce((sum, part) => (sum === null || part === null ? null : sum + part), 0);

function termSummary(term: Term, weight: number): TermSummary {
  const values = meanOf(term.draws);
  const variance = varianceOfMean(values) ?? varianceOfMean(term.draws.map(mean));
  return {
    t: term.t,
    weight,
    nats: mean(values),
    error: variance === null ? null : Math.sqrt(variance),
    squaredError: term.squaredError,
  };
}
