import type { Schedule } from "../discrete/schedule.ts";
import type { Level } from "../level.ts";
import type { NoiseSchedule } from "../noise-schedule.ts";

/**
 * A schedule of continuous time t in [0, 1], from data (or the least noise) to the most noise, and the forward SDE
 * dx = f(t) x dt + g(t) dw that has these levels (Song et al., 2011.13456). All is float64 and exact, at both ends too:
 * what is infinite there is Infinity. Each function throws a RangeError for a t outside of [0, 1].
 */
export interface ContinuousSchedule extends NoiseSchedule {
  readonly range: readonly [0, 1];
  /** ln snr = 2 ln(alpha / sigma). */
  logSnr(t: number): number;
  /** d ln snr / dt, below 0. */
  dLogSnr(t: number): number;
  /** d alpha / dt and d sigma / dt. */
  dLevel(t: number): Level;
  /** f(t) = d ln alpha / dt. */
  drift(t: number): number;
  /** g(t)^2 = d sigma^2 / dt - 2 f(t) sigma^2 = -sigma^2 d ln snr / dt, the variance added per unit of t. */
  diffusionSquared(t: number): number;
  /**
   * The schedule of `steps` steps at evenly spaced t up to 1: from t = 0, or from 1 / steps where t = 0 is data
   * itself. Its `original` holds 1000 times these t, what a network is given. Throws a RangeError unless `steps` is a
   * whole number of at least 1.
   */
  discretize(steps: number): Schedule;
}
