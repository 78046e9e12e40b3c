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

/** Throws unless t lies in the schedule's range. */
export function expectTime(t: number, { name, range: [first, last] }: NoiseSchedule): void {
  if (!(t >= first && t <= last)) {
    throw new RangeError(`t of schedule "${name}" lies between ${first} and ${last}, and is ${t}`);
  }
}

/** Throws where a log-SNR is not a number, of which nobody could say when it is met. */
export function expectLogSnr(logSnr: number): void {
  if (Number.isNaN(logSnr)) throw new RangeError("No t has a log-SNR of NaN");
}
