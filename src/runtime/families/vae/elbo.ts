import { expectOptions } from "../../core/options.ts";
import { expectInteger, sizeOf } from "../../core/shape.ts";
import type { Tensor } from "../../core/tf.ts";
import { mean, meanOf, varianceOfMean } from "../../diffusion/elbo/statistics.ts";
import { decimal } from "../../display/text.ts";
import { about, boundOf, type Bound } from "./bound.ts";
import { evaluate, type Codes, type EvaluationOptions } from "./evaluation.ts";
import type { Parts } from "./parts.ts";
import { shown } from "./shown.ts";

export interface VaeElboOptions extends EvaluationOptions {
  /** Samples z of each example; 1 unless given. With two or more the error of the noise alone is known too. */
  samples?: number;
}

/** The variational bound of a VAE and its two parts, which add up to `nats`. */
export interface VaeElbo extends Bound {
  /** -E ln p(x | z) in nats, by samples. */
  readonly reconstruction: number;
  /** KL(q(z | x) || p(z)) in nats, in closed form. */
  readonly kl: number;
  /** The KL of each latent number: what is close to 0 is not used. */
  readonly klByLatent: Float64Array;
  /** The same for each example. */
  readonly examples: {
    readonly nats: Float64Array;
    readonly reconstruction: Float64Array;
    readonly kl: Float64Array;
  };
}

/** See `Vae.elbo`. */
export async function vaeElbo(parts: Parts, x: Tensor, options: VaeElboOptions = {}): Promise<VaeElbo> {
  expectOptions("elbo", options, ["samples", "seed", "noise", "batch", "signal", "show"]);
  const { samples = 1 } = options;
  expectInteger("samples", samples, 1);
  const drawn: Float64Array[] = [];
  const bar = shown("Bound", samples, options.show);
  const codes = await evaluate(parts, x, samples, options, ({ logLikelihood }) => {
    drawn.push(logLikelihood.map((log) => -log));
    bar.step();
  });
  const reconstruction = meanOf(drawn);
  const { kl, byLatent } = kls(codes, parts.latent);
  const nats = reconstruction.map((cost, i) => cost + kl[i]);
  const noiseVariances =
    samples > 1 ? nats.map((_, i) => varianceOfMean(drawn.map((of) => of[i])) ?? NaN) : null;
  const split = { reconstruction: mean(reconstruction), kl: mean(kl) };
  const bound = boundOf(
    { nats, noiseVariances, dims: sizeOf(parts.shape) },
    "Bound on the negative log-likelihood",
    [
      `reconstruction ${decimal(split.reconstruction)}, KL ${decimal(split.kl)} nats`,
      about(nats.length, samples, parts.likelihood.name),
    ],
  );
  return bar.done({ ...bound, ...split, klByLatent: byLatent, examples: { nats, reconstruction, kl } });
}

/** KL(N(m, s^2) || N(0, 1)) of all codes in float64, added up by example and averaged by latent number. */
function kls({ mean: means, logStd }: Codes, latent: number): { kl: Float64Array; byLatent: Float64Array } {
  const count = means.length / latent;
  const [kl, byLatent] = [new Float64Array(count), new Float64Array(latent)];
  means.forEach((m, i) => {
    // expm1 keeps the digits where the variance is nearly 1.
    const own = 0.5 * (m * m + Math.expm1(2 * logStd[i])) - logStd[i];
    kl[Math.floor(i / latent)] += own;
    byLatent[i % latent] += own / count;
  });
  return { kl, byLatent };
}
