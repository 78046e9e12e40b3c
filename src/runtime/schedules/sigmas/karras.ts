import { sigmaSequence, type SigmaEnds, type SigmaOptions } from "./ends.ts";

/** sigma^(1 / rho) falls linearly: Karras et al. (2206.00364), equation 5. Values of sigma / alpha. */
export function karrasSigmas(
  steps: number,
  from: SigmaEnds,
  { rho = 7, ...options }: SigmaOptions & { rho?: number } = {},
): Float64Array {
  if (!(rho > 0 && rho < Infinity)) throw new RangeError(`rho of karrasSigmas is more than 0, not ${rho}`);
  return sigmaSequence("karrasSigmas", steps, from, options, (ramp, sigmaMin, sigmaMax) => {
    const least = sigmaMin ** (1 / rho);
    return (least + ramp * (sigmaMax ** (1 / rho) - least)) ** rho;
  });
}
