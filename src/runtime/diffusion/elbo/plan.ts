import { expectInteger } from "../../core/shape.ts";
import { stream } from "../../random/index.ts";
import type { Schedule } from "../../schedules/index.ts";

/** A term to be computed, and how often it counts in the sum of all. */
export interface Planned {
  readonly t: number;
  readonly weight: number;
}

export interface Plan {
  /** By rising t. */
  readonly terms: readonly Planned[];
  /** Whether the t are drawn, two from each part of the schedule; else they are all there are. */
  readonly drawn: boolean;
}

const all = (steps: number): Plan => ({
  terms: Array.from({ length: steps - 1 }, (_, i) => ({ t: i + 1, weight: 1 })),
  drawn: false,
});

/**
 * The t from 1 to T - 1 whose terms make up the sum: all of them, or `count` that are drawn, with weights that leave
 * the sum's expectation as it is. They are drawn in proportion to the step in ln snr, as a term is about that times a
 * squared error of eps, and two from each of count / 2 equal parts, so that the two say how far the sum may be off.
 */
export function plan({ steps, logSnr }: Schedule, count: number | undefined, seed: number): Plan {
  if (count === undefined || steps < 2) return all(steps);
  expectInteger("terms", count, 2);
  if (count % 2)
    throw new RangeError(`terms must be even, as two are drawn from each part of the schedule, not ${count}`);
  if (count >= steps - 1) return all(steps);
  const until = new Float64Array(steps);
  // A last step to nothing but noise is infinitely long: it counts as the one before.
  for (let t = 1; t < steps; t++) {
    const step = logSnr[t - 1] - logSnr[t];
    until[t] = until[t - 1] + (Number.isFinite(step) ? step : logSnr[t - 2] - logSnr[t - 1]);
  }
  const whole = until[steps - 1];
  // No t of 0..T-1 has this stream: those are for the terms' noise.
  const uniform = stream(seed).split(steps).uniform(count);
  const terms = Array.from(uniform, (u, k) => {
    const at = ((Math.floor(k / 2) + u) / (count / 2)) * whole;
    const t = Math.max(
      1,
      until.findIndex((end) => end > at),
    );
    return { t, weight: whole / (until[t] - until[t - 1]) / count };
  });
  return { terms, drawn: true };
}
