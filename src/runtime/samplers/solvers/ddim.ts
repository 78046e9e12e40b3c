import type { Denoiser } from "../../diffusion/index.ts";
import type { Sampling } from "../frame.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";
import { ancestralStep } from "./ancestral.ts";
import { newNoise } from "./eta.ts";

/**
 * DDIM (2010.02502), equation 12, with sigma of equation 16: eta = 0 is deterministic, eta = 1 adds DDPM's noise.
 * Any number of steps (50 unless given); the last one leads to x_0. eps stays as predicted where x_0 is clipped, unless
 * `epsOfClipped` asks for the one that follows from it.
 */
export function ddim(
  denoiser: Denoiser,
  options: SamplingOptions & { eta?: number; epsOfClipped?: boolean } = {},
): Sampling {
  const { eta = 0, epsOfClipped = false } = options;
  if (!(eta >= 0 && eta <= 1))
    throw new RangeError(`eta lies between 0 (deterministic) and 1 (DDPM), not ${eta}`);
  return sampling(denoiser, options, {
    takes: ["eta", "epsOfClipped"],
    name: "DDIM",
    defaultSteps: 50,
    ...newNoise(eta),
    keepsEps: !epsOfClipped,
    step: (step) => ancestralStep(step, eta),
  });
}
