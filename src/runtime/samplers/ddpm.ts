import type { Denoiser } from "../diffusion/index.ts";
import { sampling, type Sampling, type SamplingOptions, type Stepper } from "./sampling.ts";

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
  if (!(variance in variances)) {
    throw new RangeError(`variance is one of ${Object.keys(variances).join(", ")}, not "${variance}"`);
  }
  const stepper: Stepper = ({ x, x0, alphaBar, alphaBarNext }) => {
    // Between two chosen timesteps the forward process adds as much as one step with this beta.
    const beta = 1 - alphaBar / alphaBarNext;
    const ofX0 = (beta * Math.sqrt(alphaBarNext)) / (1 - alphaBar);
    const ofXt = ((1 - alphaBarNext) * Math.sqrt(1 - beta)) / (1 - alphaBar);
    const last = alphaBarNext === 1;
    return {
      mean: x0.mul(ofX0).add(x.mul(ofXt)),
      std: last ? 0 : Math.sqrt(variances[variance](beta, alphaBar, alphaBarNext)),
    };
  };
  return sampling(denoiser, options, {
    name: "DDPM",
    defaultSteps: Infinity,
    chips: [["variance", variance]],
    draws: true,
    stepper,
  });
}

/** Variance of the noise that a step adds back. */
export const variances = {
  posterior: (beta: number, alphaBar: number, alphaBarNext: number): number =>
    (beta * (1 - alphaBarNext)) / (1 - alphaBar),
  beta: (beta: number): number => beta,
};
