import { expectInteger } from "../../core/shape.ts";
import { expectSigmas } from "../continuous/exploding.ts";
import type { NoiseSchedule } from "../noise-schedule.ts";

/** Where a sequence begins and ends in sigma / alpha: given, or those of a schedule. */
export type SigmaEnds = NoiseSchedule | { readonly sigmaMin: number; readonly sigmaMax: number };

export interface SigmaOptions {
  /** Whether a 0, which is data, follows the smallest: true unless given. */
  zero?: boolean;
}

/**
 * The falling sequence of `steps` values from sigmaMax to sigmaMin, both as given, and a final 0. `between` is its
 * value at a `ramp` that falls from 1 to 0, strictly between them. Throws a RangeError unless 0 < sigmaMin < sigmaMax.
 */
export function sigmaSequence(
  who: string,
  steps: number,
  from: SigmaEnds,
  { zero = true }: SigmaOptions,
  between: (ramp: number, sigmaMin: number, sigmaMax: number) => number,
): Float64Array {
  expectInteger("steps", steps, 1);
  const { sigmaMin, sigmaMax } = endsOf(who, from);
  return Float64Array.from({ length: steps + (zero ? 1 : 0) }, (_, i) => {
    if (i === 0) return sigmaMax;
    if (i === steps) return 0;
    return i === steps - 1 ? sigmaMin : between(1 - i / (steps - 1), sigmaMin, sigmaMax);
  });
}

function endsOf(who: string, from: SigmaEnds): { sigmaMin: number; sigmaMax: number } {
  if (!("level" in from)) {
    expectSigmas(who, from.sigmaMin, from.sigmaMax);
    return from;
  }
  const [sigmaMin, sigmaMax] = from.range.map((t) => {
    const { alpha, sigma } = from.level(t);
    return sigma / alpha;
  });
  if (sigmaMin > 0 && sigmaMin < sigmaMax && sigmaMax < Infinity) return { sigmaMin, sigmaMax };
  throw new RangeError(
    `Schedule "${from.name}" reaches from sigma ${sigmaMin} to ${sigmaMax}, between which ${who} cannot space steps: ` +
      `give { sigmaMin, sigmaMax } instead`,
  );
}
