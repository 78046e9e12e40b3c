import type { Denoiser } from "../../diffusion/index.ts";
import { posterior } from "../../schedules/index.ts";
import type { Sampling } from "../frame.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";
import { combine } from "./combine.ts";
import { addedBack, expectVariance, type StepVariance } from "./step-variance.ts";

/**
 * Ancestral sampling: DDPM (2006.11239), algorithm 2, with all of the schedule's steps unless `steps` says fewer.
 * `variance` is that of the noise added back. "posterior" is beta tilde of equation 7 and "beta" is beta itself, the two
 * ends between which the best value lies; "learned" is the model's own; numbers are variances by t, such as the optimal ones
 * of Analytic-DPM (2201.06503). The last step adds none where it leads to data.
 */
export function ddpm(
  denoiser: Denoiser,
  options: SamplingOptions & { variance?: StepVariance } = {},
): Sampling {
  const { variance = "posterior" } = options;
  expectVariance(variance);
  return sampling(denoiser, options, {
    takes: ["variance"],
    name: "DDPM",
    defaultSteps: Infinity,
    chips: [["variance", typeof variance === "string" ? variance : "by t"]],
    draws: true,
    step({ from, to, draw }) {
      const { x0, xt } = posterior(from, to);
      const mean = combine([
        [x0, from.x0],
        [xt, from.x],
      ]);
      return to.sigma > 0 ? mean.add(addedBack(variance, from, to, draw)) : mean;
    },
  });
}
