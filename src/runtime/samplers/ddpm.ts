import type { Denoiser } from "../diffusion/index.ts";
import { posterior, transition } from "../schedules/index.ts";
import type { Sampling } from "./frame.ts";
import { sampling, type SamplingOptions } from "./sampling.ts";

/**
 * Ancestral sampling: DDPM (2006.11239), algorithm 2, with all of the schedule's steps unless `steps` says fewer.
 * `variance` is that of the noise added back: "posterior" is beta tilde of equation 7, "beta" is beta itself, the two
 * ends between which the best value lies. The last step adds none.
 */
export function ddpm(
  denoiser: Denoiser,
  options: SamplingOptions & { variance?: "posterior" | "beta" } = {},
): Sampling {
  const { variance = "posterior" } = options;
  if (!Object.hasOwn(variances, variance)) {
    throw new RangeError(`variance is one of ${Object.keys(variances).join(", ")}, not "${variance}"`);
  }
  return sampling(denoiser, options, {
    name: "DDPM",
    defaultSteps: Infinity,
    chips: [["variance", variance]],
    draws: true,
    step({ from, to, draw }) {
      const { x0, xt } = posterior(from, to);
      const mean = from.x0.mul(x0).add(from.x.mul(xt));
      // Where the step ends in data, no noise is to be had back.
      const added = to.sigma > 0 ? variances[variance](from, to) : 0;
      return added > 0 ? mean.add(draw().mul(Math.sqrt(added))) : mean;
    },
  });
}

/** Variance of the noise that a step adds back. */
const variances = {
  posterior: (...[from, to]: Parameters<typeof posterior>) => posterior(from, to).variance,
  beta: (...[from, to]: Parameters<typeof transition>) => transition(from, to).variance,
};
