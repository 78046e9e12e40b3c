import type { Univariate } from "../distribution.ts";
import { expectFinite, expectPositive, expectProbability } from "../expect.ts";
import { real } from "../support.ts";

/** A distribution of location 0 and scale 1. */
export type Standard = Omit<Univariate, "name" | "support">;

/** Where a distribution lies and how wide it is. */
export interface LocationScale {
  location: number;
  scale: number;
}

/** location + scale Z, of Z from a standard distribution of the real numbers. */
export function locationScale<Name extends string>(
  name: Name,
  standard: Standard,
  location: number,
  scale: number,
  [locationName, scaleName] = ["location", "scale"],
): Univariate & { readonly name: Name } {
  expectFinite(name, locationName, location);
  expectPositive(name, scaleName, scale);
  const logScale = Math.log(scale);
  return {
    name,
    support: real,
    logProb: (x) => standard.logProb((x - location) / scale) - logScale,
    cdf: (x) => standard.cdf((x - location) / scale),
    quantile(p) {
      expectProbability(name, "p", p);
      return location + scale * standard.quantile(p);
    },
    sample: (stream) => location + scale * standard.sample(stream),
    mean: location + scale * standard.mean,
    variance: scale ** 2 * standard.variance,
    entropy: () => standard.entropy() + logScale,
  };
}
