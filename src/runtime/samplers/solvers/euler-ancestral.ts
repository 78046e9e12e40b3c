import type { Denoiser } from "../../diffusion/index.ts";
import type { Sampling } from "../frame.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";
import { ancestralStep } from "./ancestral.ts";
import { expectEta, newNoise } from "./eta.ts";

/**
 * Euler's step to less noise, then new noise (k-diffusion's Euler ancestral): DDIM (2010.02502), equation 12, where eta
 * may pass 1. 0 is Euler's method.
 */
export function eulerAncestral(
  denoiser: Denoiser,
  options: SamplingOptions & { eta?: number } = {},
): Sampling {
  const { eta = 1 } = options;
  expectEta(eta);
  return sampling(denoiser, options, {
    takes: ["eta"],
    name: "Euler ancestral",
    defaultSteps: 50,
    ...newNoise(eta),
    step: (step) => ancestralStep(step, eta),
  });
}
