import type { Level } from "./level.ts";

/**
 * The forward process q(x_t | x_0) = N(alpha_t x_0, sigma_t^2 I) as samplers and losses see it, of steps or of
 * continuous time. The signal falls with t: logSnr decreases strictly.
 */
export interface NoiseSchedule {
  readonly name: string;
  /** The least and the greatest t; they are the steps 0 and T - 1 of a discrete schedule. */
  readonly range: readonly [number, number];
  /** alpha and sigma at t. Throws a RangeError outside of `range`. */
  level(t: number): Level;
  /** The t at which ln snr is `logSnr`; the end of `range` that is nearer where none is. */
  timeAt(logSnr: number): number;
}
