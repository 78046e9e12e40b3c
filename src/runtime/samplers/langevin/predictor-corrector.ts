import type { Tensor } from "../../core/tf.ts";
import { expectInteger } from "../../core/shape.ts";
import type { Denoiser } from "../../diffusion/index.ts";
import { posterior, transition } from "../../schedules/index.ts";
import type { Sampling } from "../frame.ts";
import type { Known, Step } from "../method.ts";
import type { Point } from "../path.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";

export type PredictorCorrectorOptions = SamplingOptions & {
  /**
   * What leads to the next level: "reverse" diffusion (equation 46), "ancestral" sampling (DDPM's), or "none", which
   * leaves all to the corrector. "reverse" unless given.
   */
  predictor?: keyof typeof predictors;
  /** Langevin steps at each level before it; 1 unless given, 0 for none. */
  corrections?: number;
  /** r, the size of a Langevin step's noise as against its gradient; 0.16 unless given. */
  snr?: number;
  /**
   * Whose norms say how long a Langevin step is: each "example"'s own, so that a sample does not depend on the others
   * (the default), or their mean over the "batch", as in the authors' code.
   */
  norms?: "example" | "batch";
};

/**
 * Predictor-corrector sampling (Song et al., 2011.13456, algorithms 2 to 5): at each level Langevin steps of size
 * 2 a (r |z| / |score|)^2, in which a is 1 - beta where variance is preserved and 1 where it explodes, and then one
 * step of the predictor to the next. The step that ends in data draws no noise. All of the schedule's steps unless the
 * options say otherwise, 1000 of continuous time.
 */
export function predictorCorrector(denoiser: Denoiser, options: PredictorCorrectorOptions = {}): Sampling {
  const { predictor = "reverse", corrections = 1, snr = 0.16, norms = "example" } = options;
  if (!Object.hasOwn(predictors, predictor)) {
    throw new RangeError(`predictor is one of ${Object.keys(predictors).join(", ")}, not "${predictor}"`);
  }
  expectInteger("corrections", corrections, 0);
  if (!(snr > 0 && snr < Infinity)) throw new RangeError(`snr of the corrector is more than 0, not ${snr}`);
  if (!["example", "batch"].includes(norms))
    throw new RangeError(`norms are those of each "example" or of the "batch", not "${norms}"`);

  return sampling(denoiser, options, {
    takes: ["predictor", "corrections", "snr", "norms"],
    name: "Predictor-corrector",
    defaultSteps: Infinity,
    chips: [
      ["predictor", predictor],
      ["corrections", String(corrections)],
      ["snr", String(snr)],
    ],
    draws: true,
    step(step) {
      let from = step.from;
      const kept = transition(from, step.to).alpha ** 2;
      for (let i = 0; i < corrections; i++) {
        const x = corrected(from, kept, snr, norms, step.draw(corrector));
        from = step.ask(x, from);
      }
      return predictors[predictor](from, step.to, step.draw);
    },
  });
}

/** The channel of the corrector's noise. */
const corrector = 1;

function corrected(from: Known, kept: number, snr: number, norms: "example" | "batch", z: Tensor): Tensor {
  const score = from.eps.div(-from.sigma);
  const norm = (x: Tensor): Tensor => {
    const each = x.reshape([x.shape[0], -1]).norm("euclidean", 1);
    return norms === "batch" ? each.mean() : each.reshape([-1, ...x.shape.slice(1).map(() => 1)]);
  };
  const size = norm(z)
    .div(norm(score))
    .mul(snr)
    .square()
    .mul(2 * kept);
  return from.x.add(score.mul(size)).add(z.mul(size.mul(2).sqrt()));
}

const noisy = (mean: Tensor, variance: number, to: Point, draw: Step["draw"]): Tensor =>
  to.sigma > 0 && variance > 0 ? mean.add(draw().mul(Math.sqrt(variance))) : mean;

/** What leads from one level to the next. */
const predictors = {
  reverse(from: Known, to: Point, draw: Step["draw"]): Tensor {
    const { alpha, variance } = transition(from, to);
    const mean = from.x.mul(2 - alpha).sub(from.eps.mul(variance / from.sigma));
    return noisy(mean, variance, to, draw);
  },
  ancestral(from: Known, to: Point, draw: Step["draw"]): Tensor {
    const { x0, xt, variance } = posterior(from, to);
    return noisy(from.x0.mul(x0).add(from.x.mul(xt)), variance, to, draw);
  },
  none: (from: Known): Tensor => from.x,
};
