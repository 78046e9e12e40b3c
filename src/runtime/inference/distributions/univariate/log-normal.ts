import { outside, type Univariate } from "../distribution.ts";
import { positive } from "../support.ts";
import { locationScale } from "./location-scale.ts";
import { standardNormal } from "./normal.ts";

export interface LogNormal extends Univariate {
  readonly name: "log-normal";
  readonly logMean: number;
  readonly logStd: number;
}

/**
 * exp of N(logMean, logStd^2): 0 and 1 unless given, the mean and standard deviation of ln x. Throws a RangeError for a
 * logMean that is not finite or a logStd that is not above 0.
 */
export function logNormal({ logMean = 0, logStd = 1 } = {}): LogNormal {
  const name = "log-normal";
  const log = locationScale(name, standardNormal, logMean, logStd, ["logMean", "logStd"]);
  const square = logStd ** 2;
  return {
    name,
    support: positive,
    logMean,
    logStd,
    logProb: (x) => (x > 0 && x < Infinity ? log.logProb(Math.log(x)) - Math.log(x) : outside(x)),
    cdf: (x) => (x > 0 ? log.cdf(Math.log(x)) : 0),
    quantile: (p) => Math.exp(log.quantile(p)),
    sample: (stream) => Math.exp(log.sample(stream)),
    mean: Math.exp(logMean + square / 2),
    variance: Math.expm1(square) * Math.exp(2 * logMean + square),
    entropy: () => log.entropy() + logMean,
  };
}
