import type { Univariate } from "../distribution.ts";
import { openUniform } from "../random/open-uniform.ts";
import { locationScale, type LocationScale, type Standard } from "./location-scale.ts";

export const standardLaplace: Standard = {
  logProb: (z) => -Math.abs(z) - Math.LN2,
  cdf: (z) => (z < 0 ? 0.5 * Math.exp(z) : 1 - 0.5 * Math.exp(-z)),
  quantile: quantileOf,
  sample: (stream) => quantileOf(openUniform(stream)),
  mean: 0,
  variance: 2,
  entropy: () => 1 + Math.LN2,
};

function quantileOf(p: number): number {
  return p < 0.5 ? Math.log(2 * p) : -Math.log(2 * (1 - p));
}

export interface Laplace extends Univariate, Readonly<LocationScale> {
  readonly name: "laplace";
}

/**
 * Laplace's double exponential distribution, exp(-|x - location| / scale) / (2 scale): 0 and 1 unless given. Throws a
 * RangeError for a location that is not finite or a scale that is not above 0.
 */
export const laplace = ({ location = 0, scale = 1 }: Partial<LocationScale> = {}): Laplace => ({
  ...locationScale("laplace", standardLaplace, location, scale),
  location,
  scale,
});
