import type { Denoiser } from "../diffusion/index.ts";
import { sampling, type Sampling, type SamplingOptions, type Stepper } from "./sampling.ts";

/**
 * DDIM (2010.02502), equation 12, with sigma of equation 16: eta = 0 is deterministic, eta = 1 adds DDPM's noise.
 * Any number of steps (50 unless given); the last one leads to x_0.
 */
export function ddim(denoiser: Denoiser, options: SamplingOptions & { eta?: number } = {}): Sampling {
  const { eta = 0 } = options;
  if (!(eta >= 0 && eta <= 1))
    throw new RangeError(`eta lies between 0 (deterministic) and 1 (DDPM), not ${eta}`);
  const stepper: Stepper = ({ x0, eps, alphaBar, alphaBarNext }) => {
    const variance = ddimVariance(alphaBar, alphaBarNext);
    const std = eta * Math.sqrt(variance);
    const direction = Math.sqrt(Math.max(1 - alphaBarNext - std * std, 0));
    return { mean: x0.mul(Math.sqrt(alphaBarNext)).add(eps.mul(direction)), std };
  };
  return sampling(denoiser, options, {
    name: "DDIM",
    defaultSteps: 50,
    chips: [["η", String(eta)]],
    draws: eta > 0,
    stepper,
  });
}

/** Variance of the noise at eta = 1: (1 - alphaBar') / (1 - alphaBar) * (1 - alphaBar / alphaBar'). */
export const ddimVariance = (alphaBar: number, alphaBarNext: number): number =>
  ((1 - alphaBarNext) / (1 - alphaBar)) * (1 - alphaBar / alphaBarNext);
