import { expectTime, levelBetween, timeOfFalling } from "./interpolate.ts";
import type { Level } from "./level.ts";
import type { NoiseSchedule } from "./noise-schedule.ts";

/**
 * A schedule of T steps and everything that follows from its alpha_t and sigma_t, in float64. Arrays are indexed by t
 * from 0 to T - 1 (papers count the same steps from 1). Between steps, `level` is defined for fractions of t too.
 */
export interface Schedule extends NoiseSchedule {
  /** T, the number of diffusion steps. */
  readonly steps: number;
  /** beta_t, the variance that step t adds: that of q(x_t | x_{t-1}). */
  readonly betas: Float64Array;
  /** alpha^2; where variance is preserved, the product of (1 - beta) up to and including t. */
  readonly alphaBar: Float64Array;
  /** alphaBar of the step before; 1 at t = 0. */
  readonly alphaBarPrev: Float64Array;
  /** What x_0 is multiplied by in x_t. */
  readonly alpha: Float64Array;
  /** Standard deviation of the noise in x_t. */
  readonly sigma: Float64Array;
  /** alpha^2 / sigma^2. */
  readonly snr: Float64Array;
  /** ln snr, -Infinity where the signal is gone. */
  readonly logSnr: Float64Array;
  /** Coefficient of x_0 in the mean of q(x_{t-1} | x_t, x_0), DDPM (2006.11239) equation 7. */
  readonly posteriorMeanX0: Float64Array;
  /** Coefficient of x_t in that mean. */
  readonly posteriorMeanXt: Float64Array;
  /** Variance of q(x_{t-1} | x_t, x_0); 0 at t = 0. */
  readonly posteriorVariance: Float64Array;
  /** Its logarithm, with the value at t = 0 (where it would be -Infinity) taken from t = 1. */
  readonly posteriorLogVarianceClipped: Float64Array;
}

/**
 * The schedule of these betas. Each lies strictly between 0 and 1; the last one alone may be 1, which is a schedule
 * with zero terminal SNR. Throws a RangeError that names the first beta that does not.
 */
export function fromBetas(betas: ArrayLike<number>, name = "betas"): Schedule {
  const steps = betas.length;
  if (steps < 1) throw new RangeError("A schedule needs at least one beta");
  for (let t = 0; t < steps; t++) {
    const inside = betas[t] > 0 && (betas[t] < 1 || (betas[t] === 1 && t === steps - 1 && t > 0));
    if (!inside) {
      throw new RangeError(`Beta ${t} of schedule "${name}" is ${betas[t]}: each must lie between 0 and 1`);
    }
  }

  const beta = Float64Array.from(betas);
  const alphaBar = new Float64Array(steps);
  beta.forEach((b, t) => (alphaBar[t] = (t ? alphaBar[t - 1] : 1) * (1 - b)));
  const alphaBarPrev = beta.map((_, t) => (t ? alphaBar[t - 1] : 1));
  const snr = alphaBar.map((a) => a / (1 - a));
  const logSnr = snr.map(Math.log);
  const alpha = alphaBar.map(Math.sqrt);
  const sigma = alphaBar.map((a) => Math.sqrt(1 - a));
  const posteriorVariance = beta.map((b, t) => (b * (1 - alphaBarPrev[t])) / (1 - alphaBar[t]));
  return {
    name,
    steps,
    range: [0, steps - 1],
    level(t): Level {
      expectTime(t, 0, steps - 1, name);
      return Number.isInteger(t) ? { alpha: alpha[t], sigma: sigma[t] } : levelBetween(logSnr, t);
    },
    timeAt: (wanted) => timeOfFalling(logSnr, wanted),
    betas: beta,
    alphaBar,
    alphaBarPrev,
    alpha,
    sigma,
    snr,
    logSnr,
    posteriorMeanX0: beta.map((b, t) => (b * Math.sqrt(alphaBarPrev[t])) / (1 - alphaBar[t])),
    posteriorMeanXt: beta.map((b, t) => ((1 - alphaBarPrev[t]) * Math.sqrt(1 - b)) / (1 - alphaBar[t])),
    posteriorVariance,
    // With a single step there is no t = 1: the variance of that step itself stands in.
    posteriorLogVarianceClipped: posteriorVariance.map((v, t) =>
      Math.log(t ? v : steps > 1 ? posteriorVariance[1] : beta[0]),
    ),
  };
}
