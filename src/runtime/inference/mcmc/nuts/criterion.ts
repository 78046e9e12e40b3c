import { dot } from "../metric.ts";

/** One end of a stretch of path: its momentum, and the velocity that goes with it. */
export interface End {
  readonly momentum: Float64Array;
  readonly velocity: Float64Array;
}

export const sum = (a: Float64Array, b: Float64Array): Float64Array => a.map((x, i) => x + b[i]);

/** Whether a path whose momenta add up to `rho` still moves apart at both ends: Betancourt (1701.02434), appendix A.4.2. */
export const movesApart = (one: End, other: End, rho: Float64Array): boolean =>
  dot(one.velocity, rho) > 0 && dot(other.velocity, rho) > 0;
