/** One end of a stretch of path: its momentum, and the velocity that goes with it. */
export interface End {
  readonly momentum: Float64Array;
  readonly velocity: Float64Array;
}

/** Whether a path whose momenta add up to a + b still moves apart at both ends: Betancourt (1701.02434), appendix A.4.2. */
export function movesApart(one: End, other: End, a: Float64Array, b: Float64Array): boolean {
  let first = 0;
  let last = 0;
  for (let i = 0; i < a.length; i++) {
    const rho = a[i] + b[i];
    first += one.velocity[i] * rho;
    last += other.velocity[i] * rho;
  }
  return first > 0 && last > 0;
}
