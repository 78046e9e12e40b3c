import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import type { Elbo, LogLikelihood } from "../../diffusion/index.ts";
import { mean, varianceOfMean } from "../../diffusion/elbo/statistics.ts";
import { amount, type Amount } from "../../diffusion/elbo/summary.ts";
import type { Iwae, VaeElbo } from "../../families/vae/index.ts";
import type { BitsPerDim } from "../../families/flows/bits-per-dim.ts";
import { sizeOf } from "../../core/shape.ts";
import { count } from "../../display/text.ts";
import { nllBundle } from "./look.ts";

/** What a number is to -ln p(x): it itself, an estimate that is right on average or not, or more than it. */
export type NllKind = "exact" | "unbiased estimate" | "upper bound" | "estimate";

/** What held-out examples cost, -ln p(x), in one vocabulary whatever it was found by. Less is better. */
export interface Nll extends Amount {
  readonly kind: NllKind;
  /** What p is: a density of continuous data, or the probability of data on levels. The two are not to be compared. */
  readonly of: "density" | "probability" | null;
  /** Standard error over examples; null for one. */
  readonly error: Amount | null;
  /** Nats of each example. */
  readonly examples: Float64Array;
  readonly dims: number;
  /** How it was found, in words. */
  readonly how: string;
  readonly warnings: readonly string[];
  [displaySymbol](): MimeBundle;
}

export interface NllOptions {
  /** Of a flow's `bitsPerDim`, which does not say: the numbers in an example. */
  dims?: number;
  /** Of what does not say so itself: VAEs and flows. */
  of?: "density" | "probability";
}

/**
 * What the likelihoods of a diffusion, a flow or a VAE have in common: the result of `diffusion.elbo`, `logLikelihood`,
 * `vae.elbo`, `vae.iwae` or a flow's `bitsPerDim`, as nats and bits a dimension with what they are to -ln p(x). Throws a
 * TypeError for anything else, a RangeError where a flow's dimensions are not given.
 *
 * The bound and the probability flow of one network are likelihoods of two models, one of random steps and one without: the
 * second may be above the first.
 */
export function nll(
  result: Elbo | LogLikelihood | VaeElbo | Iwae | BitsPerDim,
  { dims, of }: NllOptions = {},
): Nll {
  if ("logLikelihood" in result) return ofFlowOde(result);
  if ("decoder" in result) return ofDiffusion(result);
  if ("noiseError" in result) return ofVae(result, of ?? null);
  if ("mean" in result && result.examples instanceof Float64Array) return ofFlow(result, dims, of ?? null);
  throw new TypeError(
    "nll takes what diffusion.elbo, logLikelihood, vae.elbo, vae.iwae or a flow's bitsPerDim gave",
  );
}

function ofDiffusion({ examples, about, error, noiseError }: Elbo): Nll {
  const steps = about.variance === null ? "in continuous time" : `of all steps, ${about.variance} variance`;
  return nllOf({
    kind: "upper bound",
    of: about.decoder === "gaussian" ? "density" : "probability",
    examples: examples.nats,
    dims: sizeOf(about.shape),
    error,
    how: `diffusion bound ${about.drawn ? steps.replace("all", "randomly chosen") : steps}, ${about.decoder} decoder`,
    warnings:
      noiseError && error && noiseError.nats > 0.5 * error.nats
        ? ["Half of the error or more is of noise and of the choice of steps: draw more of them"]
        : [],
  });
}

function ofFlowOde({ examples, about, error }: LogLikelihood): Nll {
  const { trace, dims, rtol, dequantize } = about;
  const exact = trace === "exact";
  return nllOf({
    kind: dequantize !== null ? "upper bound" : exact ? "exact" : "unbiased estimate",
    of: dequantize === null ? "density" : "probability",
    examples: examples.logLikelihood.map((log) => -log),
    dims,
    error,
    how: `probability flow, ${exact ? "exact trace" : `${trace} probes`}, to a tolerance of ${rtol}${dequantize === null ? "" : `, noise over ${count(dequantize)} levels`}`,
    warnings: [],
  });
}

const ofVae = (result: VaeElbo | Iwae, of: Nll["of"]): Nll =>
  nllOf({
    kind: "upper bound",
    of,
    examples: result.examples.nats,
    dims: Math.round(result.nats / result.bitsPerDim / Math.LN2),
    error: result.error,
    how: "k" in result ? `IWAE of ${count(result.k)} samples` : "VAE's bound",
    warnings: [],
  });

function ofFlow({ examples, error }: BitsPerDim, dims: number | undefined, of: Nll["of"]): Nll {
  if (dims === undefined) {
    throw new RangeError("A flow's bitsPerDim does not say how many numbers an example has: give { dims }");
  }
  return nllOf({
    kind: of === "probability" ? "upper bound" : "exact",
    of,
    examples: examples.map((bits) => bits * dims * Math.LN2),
    dims,
    error: error === null ? null : { nats: error * dims * Math.LN2, bitsPerDim: error },
    how: of === "probability" ? "change of variables, noise over levels" : "change of variables",
    warnings: [],
  });
}

type Made = Pick<Nll, "kind" | "of" | "examples" | "dims" | "how" | "warnings"> & { error?: Amount | null };

/** The mean over examples, which it shows. */
export function nllOf({ error, ...made }: Made): Nll {
  const variance = varianceOfMean(made.examples);
  const spread = variance === null ? null : amount(Math.sqrt(variance), made.dims);
  const result: Nll = {
    ...made,
    ...amount(mean(made.examples), made.dims),
    error: error === undefined ? spread : error,
    [displaySymbol]: () => nllBundle({ "": result }),
  };
  return result;
}
