import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import { mean, varianceOfMean } from "../../diffusion/elbo/statistics.ts";
import { amount, type Amount } from "../../diffusion/elbo/summary.ts";
import { count, decimal } from "../../display/text.ts";

/** A bound on -ln p(x) from above, for an example on average: in nats and in bits for each of its numbers. */
export interface Bound extends Amount {
  /** Standard error over examples and samples; null for one example and one sample. */
  readonly error: Amount | null;
  /** The part of it that more samples would lessen for these very examples; null where one sample cannot say. */
  readonly noiseError: Amount | null;
  [displaySymbol](): MimeBundle;
}

/** What a bound is made of: nats of each example, and the variance that the samples leave in each of them. */
export interface Measured {
  readonly nats: Float64Array;
  readonly noiseVariances: Float64Array | null;
  readonly dims: number;
}

/** Averages over examples. `lines` follow the number where the bound is shown as text. */
export function boundOf(
  { nats, noiseVariances, dims }: Measured,
  title: string,
  lines: readonly string[],
): Bound {
  const ofNoise = noiseVariances && mean(noiseVariances) / noiseVariances.length;
  // The spread over examples has that of their samples in it.
  const variance = varianceOfMean(nats) ?? ofNoise;
  const deviation = (of: number | null): Amount | null => (of === null ? null : amount(Math.sqrt(of), dims));
  const all = { ...amount(mean(nats), dims), error: deviation(variance), noiseError: deviation(ofNoise) };
  return { ...all, [displaySymbol]: () => ({ "text/plain": [headline(title, all), ...lines].join("\n") }) };
}

function headline(title: string, { nats, bitsPerDim, error }: Omit<Bound, typeof displaySymbol>): string {
  const off = (of: number | undefined): string => (of === undefined ? "" : ` ± ${decimal(of)}`);
  const [bits, whole] = [off(error?.bitsPerDim), off(error?.nats)];
  return `${title}: ${decimal(bitsPerDim)}${bits} bits/dim, ${decimal(nats)}${whole} nats`;
}

export const about = (examples: number, samples: number, likelihood: string): string =>
  `${count(examples)} examples, ${count(samples)} ${samples === 1 ? "sample" : "samples"} of each, p(x | z) ${likelihood}`;
