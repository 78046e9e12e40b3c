import { stack, type Tensor } from "../../core/tf.ts";
import { expectInteger } from "../../core/shape.ts";
import { signalFor } from "../../core/turn.ts";
import { examplesOf } from "../../diffusion/elbo/examples.ts";
import { mean, meanOf, varianceOfMean } from "../../diffusion/elbo/statistics.ts";
import { decimal } from "../../display/text.ts";
import { noiseSource } from "../../random/index.ts";
import { boundOf, type Bound } from "../vae/bound.ts";
import type { EvaluationOptions } from "../vae/evaluation.ts";
import { inBatches, read } from "../vae/read.ts";
import { shown } from "../vae/shown.ts";
import { pathTerms, type Hierarchy } from "./hierarchy.ts";

export interface PathOptions extends EvaluationOptions {
  /** Paths z_1 ... z_T of each example; 1 unless given. With two or more the error of the noise alone is known too. */
  samples?: number;
}

/** The bound of a hierarchical VAE, whose parts add up to `nats`. */
export interface HierarchicalElbo extends Bound {
  /** -E ln p(x | z_1) in nats. */
  readonly reconstruction: number;
  /** E[ln q(z_t | z_{t-1}, x) - ln p(z_t | z_{t+1})] in nats, from z_1 to z_T: only their sum has a sign. */
  readonly levels: readonly number[];
  /** The same for each example: all, reconstruction, and then a list for each level. */
  readonly examples: {
    readonly nats: Float64Array;
    readonly reconstruction: Float64Array;
    readonly levels: readonly Float64Array[];
  };
}

/** The streams of a seed that levels are drawn from: one for each, so that more levels change nothing below. */
const firstChannel = 7;

/** The bound on -ln p(x), by paths that are drawn from q. Examples are [B, ...]. */
export async function pathBound(
  hierarchy: Hierarchy,
  x: Tensor,
  { samples = 1, seed = 0, noise, batch = 256, signal: given, show }: PathOptions,
): Promise<HierarchicalElbo> {
  expectInteger("samples", samples, 1);
  expectInteger("batch", batch, 1);
  const { count, dims } = await examplesOf(x);
  const signal = signalFor(given);
  const { shapes } = hierarchy;
  const sources = shapes.map((_, level) => noise ?? noiseSource(seed, firstChannel + level));
  const drawn: Float64Array[][] = []; // of each sample: reconstruction, then levels, each of all examples

  const bar = shown("Bound", samples, show);
  for (let sample = 0; sample < samples; sample++) {
    const eps = shapes.map((shape, level) => sources[level]([count, ...shape]));
    try {
      const terms = Array.from({ length: 1 + shapes.length }, () => new Float64Array(count));
      await inBatches(count, batch, signal, async (from, size) => {
        const [values] = await read(() => {
          const said = pathTerms(
            hierarchy,
            x.slice(from, size),
            eps.map((whole) => whole.slice(from, size)),
          );
          return [stack([said.reconstruction, ...said.levels])];
        });
        terms.forEach((term, k) => term.set(values.subarray(k * size, (k + 1) * size), from));
      });
      expectFinite(terms);
      drawn.push(terms);
      bar.step();
    } finally {
      eps.forEach((one) => one.dispose());
    }
  }

  const sums = drawn.map((terms) => terms[0].map((_, i) => terms.reduce((sum, term) => sum + term[i], 0)));
  const nats = meanOf(sums);
  const [reconstruction, ...levels] = drawn[0].map((_, k) => meanOf(drawn.map((terms) => terms[k])));
  const noiseVariances =
    samples > 1 ? nats.map((_, i) => varianceOfMean(sums.map((of) => of[i])) ?? NaN) : null;
  const means = levels.map(mean);
  const bound = boundOf({ nats, noiseVariances, dims }, "Bound on the negative log-likelihood", [
    `reconstruction ${decimal(mean(reconstruction))} nats, levels from the first: ${means.map(decimal).join(", ")}`,
  ]);
  return bar.done({
    ...bound,
    reconstruction: mean(reconstruction),
    levels: means,
    examples: { nats, reconstruction, levels },
  });
}

function expectFinite(terms: readonly Float64Array[]): void {
  for (const [k, term] of terms.entries()) {
    const wrong = term.findIndex((value) => !Number.isFinite(value));
    if (wrong < 0) continue;
    const what = k ? `The term of level ${k}` : "ln p(x | z_1)";
    throw new Error(
      `${what} is ${term[wrong]} for example ${wrong}: look at what encoders and decoders give there`,
    );
  }
}
