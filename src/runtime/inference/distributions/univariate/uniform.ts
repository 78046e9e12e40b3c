import { outside, type Univariate } from "../distribution.ts";
import { expectProbability } from "../expect.ts";

export interface Uniform extends Univariate {
  readonly name: "uniform";
  readonly low: number;
  readonly high: number;
}

/**
 * The uniform distribution from low to high: 0 and 1 unless given. Throws a RangeError unless low < high, both finite and
 * their difference too.
 */
export function uniform({ low = 0, high = 1 } = {}): Uniform {
  const name = "uniform";
  const width = high - low;
  if (!(width > 0 && width < Infinity)) {
    throw new RangeError(`low of ${name} lies below high, both finite, not at ${low} with high at ${high}`);
  }
  return {
    name,
    support: { kind: "interval", low, high },
    low,
    high,
    logProb: (x) => (x >= low && x <= high ? -Math.log(width) : outside(x)),
    cdf: (x) => Math.min(1, Math.max(0, (x - low) / width)),
    quantile(p) {
      expectProbability(name, "p", p);
      return low + width * p;
    },
    sample: (stream) => low + width * stream.uniform64(1)[0],
    mean: low + width / 2,
    variance: width ** 2 / 12,
    entropy: () => Math.log(width),
  };
}
