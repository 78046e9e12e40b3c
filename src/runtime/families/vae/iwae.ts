import { expectOptions } from "../../core/options.ts";
import { expectInteger, sizeOf } from "../../core/shape.ts";
import type { Tensor } from "../../core/tf.ts";
import { about, boundOf, type Bound } from "./bound.ts";
import { evaluate, type EvaluationOptions, type Sampled } from "./evaluation.ts";
import type { Parts } from "./parts.ts";
import { shown } from "./shown.ts";

/** The importance weighted bound: from one sample, which is the ELBO's, it falls to -ln p(x) as k grows. */
export interface Iwae extends Bound {
  readonly k: number;
  readonly examples: { readonly nats: Float64Array; readonly effectiveSamples: Float64Array };
}

/** See `Vae.iwae`. */
export async function iwae(
  parts: Parts,
  x: Tensor,
  k: number,
  options: EvaluationOptions = {},
): Promise<Iwae> {
  expectOptions("iwae", options, ["seed", "noise", "batch", "signal", "show"]);
  expectInteger("k", k, 1);
  const sums: WeightSum[] = [];
  const bar = shown("Importance weighted bound", k, options.show);
  await evaluate(parts, x, k, options, (sampled, { logStd }) => {
    sampled.logLikelihood.forEach((log, i) => {
      const weight = log + logRatio(sampled, logStd, i, parts.latent);
      sums[i] = added(sums[i] ?? nothing, weight);
    });
    bar.step();
  });
  const nats = Float64Array.from(sums, ({ most, sum }) => Math.log(k) - Math.log(sum) - most);
  const effective = Float64Array.from(sums, ({ sum, squares }) => sum ** 2 / squares);
  // The delta method: the variance of ln of a mean is that of the mean over its square.
  const noiseVariances = k > 1 ? effective.map((n) => ((1 / n - 1 / k) * k) / (k - 1)) : null;
  const bound = boundOf(
    { nats, noiseVariances, dims: sizeOf(parts.shape) },
    "Importance weighted bound on the negative log-likelihood",
    [about(nats.length, k, parts.likelihood.name)],
  );
  return bar.done({ ...bound, k, examples: { nats, effectiveSamples: effective } });
}

/** ln p(z) - ln q(z | x) of an example: the constants cancel. */
function logRatio({ eps, z }: Sampled, logStd: Float32Array, example: number, latent: number): number {
  let log = 0;
  for (let i = example * latent; i < (example + 1) * latent; i++) {
    log += 0.5 * (eps[i] ** 2 - z[i] ** 2) + logStd[i];
  }
  return log;
}

/** The sum of exp(w - most) and of its square, over weights that come one after the other. */
interface WeightSum {
  readonly most: number;
  readonly sum: number;
  readonly squares: number;
}

const nothing: WeightSum = { most: -Infinity, sum: 0, squares: 0 };

function added({ most, sum, squares }: WeightSum, log: number): WeightSum {
  const next = Math.max(most, log);
  const [kept, own] = [Math.exp(most - next), Math.exp(log - next)];
  return { most: next, sum: sum * kept + own, squares: squares * kept ** 2 + own ** 2 };
}
