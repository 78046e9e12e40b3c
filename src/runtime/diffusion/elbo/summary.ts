import type { Plan } from "./plan.ts";
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
  { terms: planned, drawn }: Plan,
  terms: readonly Term[],
): Summary {
  const byTerm = terms.map(({ draws }) => meanOf(draws));
  const decoded = meanOf(decoder.draws);
  const nats = prior.map(
    (own, i) => own + decoded[i] + byTerm.reduce((sum, values, k) => sum + planned[k].weight * values[i], 0),
  );
  // The two terms of a part are drawn alike: how far they lie apart tells how far their sum may be off.
  const chosen = !drawn
    ? 0
    : terms.reduce((sum, _, k) => {
        const share = (at: number) => planned[at].weight * mean(byTerm[at]);
        return k % 2 ? sum + (share(k) - share(k - 1)) ** 2 : sum;
      }, 0);
  const ofNoise = (term: Term): number | null => varianceOfMean(term.draws.map(mean));
  const noises = [decoder, ...(drawn ? [] : terms)].map(ofNoise);
  const noiseVariance = noises.some((one) => one === null)
    ? null
    : noises.reduce<number>((sum, one) => sum + (one ?? 0), chosen);
  const overExamples = varianceOfMean(nats);
  return {
    examples: { nats, prior, decoder: decoded, terms: byTerm },
    nats: mean(nats),
    variance: overExamples === null ? noiseVariance : overExamples + chosen,
    noiseVariance,
    terms: terms.map(termSummary),
    decoder: termSummary(decoder),
  };
}

function termSummary(term: Term): TermSummary {
  const values = meanOf(term.draws);
  const variance = varianceOfMean(values) ?? varianceOfMean(term.draws.map(mean));
  return {
    t: term.t,
    nats: mean(values),
    error: variance === null ? null : Math.sqrt(variance),
    squaredError: term.squaredError,
  };
}
