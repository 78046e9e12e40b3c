import type { Univariate } from "../distribution.ts";
import { openUniform } from "../random/open-uniform.ts";
import { locationScale, type LocationScale, type Standard } from "./location-scale.ts";

export const standardLogistic: Standard = {
  logProb: (z) => -Math.abs(z) - 2 * Math.log1p(Math.exp(-Math.abs(z))),
  cdf: (z) => 1 / (1 + Math.exp(-z)),
  quantile: quantileOf,
  sample: (stream) => quantileOf(openUniform(stream)),
  mean: 0,
  variance: Math.PI ** 2 / 3,
  entropy: () => 2,
};

function quantileOf(p: number): number {
  return Math.log(p) - Math.log1p(-p);
}

export interface Logistic extends Univariate, Readonly<LocationScale> {
  readonly name: "logistic";
}

/**
 * The logistic distribution, whose cdf is the sigmoid of (x - location) / scale: 0 and 1 unless given. Throws a RangeError
 * for a location that is not finite or a scale that is not above 0.
 */
export const logistic = ({ location = 0, scale = 1 }: Partial<LocationScale> = {}): Logistic => ({
  ...locationScale("logistic", standardLogistic, location, scale),
  location,
  scale,
});
