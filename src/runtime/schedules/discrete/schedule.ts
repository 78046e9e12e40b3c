import type { NoiseSchedule } from "../noise-schedule.ts";

/**
 * A schedule of T steps and everything that follows from its alpha_t and sigma_t, in float64. Arrays are indexed by t
 * from 0 to T - 1 (papers count the same steps from 1); the step before t = 0 is data. Between steps, `level` is
 * defined for fractions of t too.
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
  /**
   * The t that a network is given at each step, where it is another: that of the schedule these steps were taken
   * from. `networkTime` reads it.
   */
  readonly original?: Float64Array;
}
