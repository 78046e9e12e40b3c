import type { Univariate } from "../distribution.ts";
import { normalCdf, normalQuantile } from "../special/normal.ts";
import { halfLog2Pi } from "../special/saddle.ts";
import { locationScale, type Standard } from "./location-scale.ts";

export const standardNormal: Standard = {
  logProb: (z) => -0.5 * z * z - halfLog2Pi,
  cdf: normalCdf,
  quantile: normalQuantile,
  sample: (stream) => stream.normal64(1)[0],
  mean: 0,
  variance: 1,
  entropy: () => halfLog2Pi + 0.5,
};

export interface Normal extends Univariate {
  readonly name: "normal";
  readonly std: number;
}

/**
 * N(mean, std^2): 0 and 1 unless given. `std` is the standard deviation. Throws a RangeError for a mean that is not finite
 * or a std that is not above 0.
 */
export const normal = ({ mean = 0, std = 1 } = {}): Normal => ({
  ...locationScale("normal", standardNormal, mean, std, ["mean", "std"]),
  std,
});
