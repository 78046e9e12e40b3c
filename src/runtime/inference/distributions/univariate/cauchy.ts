import type { Univariate } from "../distribution.ts";
import { openUniform } from "../random/open-uniform.ts";
import { locationScale, type LocationScale, type Standard } from "./location-scale.ts";

export const standardCauchy: Standard = {
  logProb: (z) => -Math.log(Math.PI) - 2 * Math.log(Math.hypot(1, z)),
  // The angle keeps its digits in both tails.
  cdf: (z) => Math.atan2(1, -z) / Math.PI,
  quantile: quantileOf,
  sample: (stream) => quantileOf(openUniform(stream)),
  mean: NaN,
  variance: NaN,
  entropy: () => Math.log(4 * Math.PI),
};

function quantileOf(p: number): number {
  if (p < 0.25) return -1 / Math.tan(Math.PI * p);
  if (p > 0.75) return 1 / Math.tan(Math.PI * (1 - p));
  return Math.tan(Math.PI * (p - 0.5));
}

export interface Cauchy extends Univariate, Readonly<LocationScale> {
  readonly name: "cauchy";
}

/**
 * Cauchy's distribution, with location 0 and scale 1 (half the width at half the height) unless given. Mean and variance
 * are NaN. Throws a RangeError for a location that is not finite or a scale that is not above 0.
 */
export const cauchy = ({ location = 0, scale = 1 }: Partial<LocationScale> = {}): Cauchy => ({
  ...locationScale("cauchy", standardCauchy, location, scale),
  location,
  scale,
});
