import type { Level } from "../../schedules/index.ts";
import { linearParameterization } from "./linear.ts";
import type { Parameterization } from "./parameterization.ts";

/**
 * EDM's F: the network's part of D(x; s) = c_skip x + c_out F(c_in x, c_noise), Karras et al. (2206.00364), equation 7
 * and table 1, for data of standard deviation `sigmaData`. Their x and sigma are x_t / alpha and s = sigma / alpha; the
 * coefficients are written for x_t itself, which keeps them finite at both ends. It is fitted with `edmWeight`.
 */
export function preconditioned({ sigmaData = 0.5 } = {}): Parameterization {
  if (!(sigmaData > 0 && sigmaData < Infinity)) {
    throw new RangeError(`sigmaData is the data's standard deviation, more than 0, and not ${sigmaData}`);
  }
  /** Standard deviation of x_t. */
  const spread = ({ alpha, sigma }: Level) => Math.hypot(alpha * sigmaData, sigma);
  return linearParameterization({
    name: "edm",
    target: {
      x0: (at) => at.sigma / (sigmaData * spread(at)),
      eps: (at) => (-sigmaData * at.alpha) / spread(at),
    },
    x0: {
      output: (at) => (sigmaData * at.sigma) / spread(at),
      xt: (at) => (sigmaData ** 2 * at.alpha) / spread(at) ** 2,
    },
    eps: {
      output: (at) => (-sigmaData * at.alpha) / spread(at),
      xt: (at) => at.sigma / spread(at) ** 2,
    },
    input: (at) => 1 / spread(at),
    // ln(s) / 4.
    time: (at) => -at.logSnr / 8,
  });
}
