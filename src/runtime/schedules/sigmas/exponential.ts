import { sigmaSequence, type SigmaEnds, type SigmaOptions } from "./ends.ts";

/**
 * ln sigma falls as the power `rho` of a linear ramp: more steps at low noise as rho grows, evenly spaced ln sigma at 1.
 * k-diffusion's polyexponential schedule. Values of sigma / alpha.
 */
export function polyexponentialSigmas(
  steps: number,
  from: SigmaEnds,
  { rho = 1, ...options }: SigmaOptions & { rho?: number } = {},
): Float64Array {
  if (!(rho > 0 && rho < Infinity)) {
    throw new RangeError(`rho of polyexponentialSigmas is more than 0, not ${rho}`);
  }
  return sigmaSequence("polyexponentialSigmas", steps, from, options, (ramp, sigmaMin, sigmaMax) => {
    const power = ramp ** rho;
    return Math.exp(power * Math.log(sigmaMax) + (1 - power) * Math.log(sigmaMin));
  });
}

/**
 * ln sigma falls linearly, so that steps are even in ln snr: k-diffusion's exponential schedule, and the uniform lambda
 * of DPM-Solver (2206.00927), section 3.4, which diffusers calls Lu's. Values of sigma / alpha.
 */
export const exponentialSigmas = (steps: number, from: SigmaEnds, options: SigmaOptions = {}): Float64Array =>
  polyexponentialSigmas(steps, from, options);
