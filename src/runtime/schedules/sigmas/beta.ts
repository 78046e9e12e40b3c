import { betaQuantile } from "./beta-quantile.ts";
import { sigmaSequence, type SigmaEnds, type SigmaOptions } from "./ends.ts";

/**
 * sigma at evenly spaced quantiles of Beta(alpha, beta), stretched to lie between the ends: "Beta sampling is all you
 * need" (2407.12173), with many steps near both ends for parameters below 1. Values of sigma / alpha.
 */
export function betaSigmas(
  steps: number,
  from: SigmaEnds,
  { alpha = 0.6, beta = 0.6, ...options }: SigmaOptions & { alpha?: number; beta?: number } = {},
): Float64Array {
  if (!(alpha > 0 && beta > 0 && alpha + beta < Infinity)) {
    throw new RangeError(`betaSigmas needs alpha > 0 and beta > 0, not ${alpha} and ${beta}`);
  }
  return sigmaSequence(
    "betaSigmas",
    steps,
    from,
    options,
    (ramp, sigmaMin, sigmaMax) => sigmaMin + betaQuantile(ramp, alpha, beta) * (sigmaMax - sigmaMin),
  );
}
