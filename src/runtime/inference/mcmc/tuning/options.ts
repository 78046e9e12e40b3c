export interface TunedOptions {
  /** The mean acceptance that the warmup finds a step size for. */
  acceptance?: number;
  /** Learns correlations beside variances: for tens of numbers, not for thousands. */
  dense?: boolean;
  /** The step size to begin with, which is kept where there is no warmup. */
  stepSize?: number;
}

/** Throws a RangeError for an acceptance that no step size leads to. */
export function expectAcceptance(who: string, acceptance: number): void {
  if (!(acceptance > 0 && acceptance < 1))
    throw new RangeError(`acceptance of ${who} lies between 0 and 1, not at ${acceptance}`);
}
