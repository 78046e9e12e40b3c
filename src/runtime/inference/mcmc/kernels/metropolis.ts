import type { Stream } from "../../../random/index.ts";

/** What is taken of a proposal whose density, and the way back, is e^logRatio of where it came from. */
export interface Decision {
  accepted: boolean;
  /** How probable that was. */
  acceptance: number;
}

/** Metropolis and Hastings' rule. A ratio that is not a number is that of no density at all. */
export function decide(stream: Stream, logRatio: number): Decision {
  const acceptance = Number.isNaN(logRatio) ? 0 : Math.min(1, Math.exp(logRatio));
  return { accepted: stream.uniform64(1)[0] < acceptance, acceptance };
}
