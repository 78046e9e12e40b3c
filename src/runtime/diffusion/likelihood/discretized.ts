import { expectInteger } from "../../core/shape.ts";
import { elementwise, type Values } from "./elementwise.ts";
import { normalCdfs, type NormalCdf } from "./normal-cdf.ts";

export interface Discretization {
  /** How many levels lie evenly from -1 to 1: 256 for 8 bits. */
  levels?: number;
  /** The normal distribution's function: "tanh", the approximation that published numbers rest on, or "erf", exact. */
  cdf?: NormalCdf;
}

/** No probability is taken to be less, so that one pixel cannot cost more than 27.6 nats. */
const least = 1e-12;

/**
 * ln P(x) in nats of data on levels from -1 to 1 under a Gaussian cut into bins, one about each level; the outermost
 * bins reach to infinity: DDPM (2006.11239), equation 13. `logScale` is the logarithm of the standard deviation.
 * Numbers, or arrays entry by entry, in float64; probabilities below 1e-12 count as 1e-12. By default the normal
 * distribution's function is the tanh approximation of that paper's code; `cdf: "erf"` is the exact one. Throws a
 * RangeError for fewer than 2 levels, another cdf, or arrays of different lengths.
 */
export function discretizedGaussianLogLikelihood(
  x: number,
  mean: number,
  logScale: number,
  discretization?: Discretization,
): number;
export function discretizedGaussianLogLikelihood(
  x: Values,
  mean: Values,
  logScale: Values,
  discretization?: Discretization,
): number | Float64Array;
export function discretizedGaussianLogLikelihood(
  x: Values,
  mean: Values,
  logScale: Values,
  { levels = 256, cdf: name = "tanh" }: Discretization = {},
): number | Float64Array {
  expectInteger("levels", levels, 2);
  if (!Object.hasOwn(normalCdfs, name)) {
    throw new RangeError(`cdf is one of ${Object.keys(normalCdfs).join(", ")}, not "${name}"`);
  }
  const cdf = normalCdfs[name];
  const half = 1 / (levels - 1);
  // The last level, whatever rounding has left of it.
  const last = 1 - half / 4;
  const logProbability = (at: number, m: number, ls: number): number => {
    const upper = at > last ? Infinity : (at - m + half) * Math.exp(-ls);
    const lower = at < -last ? -Infinity : (at - m - half) * Math.exp(-ls);
    // Taken in the lower tail, where a difference of two small numbers is exact.
    const inside = lower > 0 ? cdf(-lower) - cdf(-upper) : cdf(upper) - cdf(lower);
    return Math.log(Math.max(inside, least));
  };
  return elementwise(logProbability, x, mean, logScale);
}
