import { expectInteger } from "../../core/shape.ts";
import { stream } from "../../random/index.ts";
import type { Schedule } from "../../schedules/index.ts";
import { channels } from "./channels.ts";
import type { Plan } from "./kind.ts";

const all = (steps: number): Plan => ({
  terms: Array.from({ length: steps - 1 }, (_, i) => ({ t: i + 1, weight: 1 })),
  drawn: false,
  varianceOf: () => 0,
});

/**
 * The t from 1 to T - 1 whose terms make up the sum: all of them, or `count` that are drawn, with weights that leave
 * the sum's expectation as it is. They are drawn in proportion to the step in ln snr, as a term is about that times a
 * squared error of eps, and two from each of count / 2 equal parts, so that the two say how far the sum may be off.
 */
export function planSteps({ steps, logSnr }: Schedule, count: number | undefined, seed: number): Plan {
  if (count === undefined) return all(steps);
  expectInteger("terms", count, 2);
  if (count % 2) {
    throw new RangeError(`terms must be even, as two are drawn from each part of the schedule, not ${count}`);
  }
  if (count >= steps - 1) return all(steps);
  const until = new Float64Array(steps);
  // A last step to nothing but noise is infinitely long: it counts as the one before.
  for (let t = 1; t < steps; t++) {
    const step = logSnr[t - 1] - logSnr[t];
    until[t] = until[t - 1] + (Number.isFinite(step) ? step : logSnr[t - 2] - logSnr[t - 1]);
  }
  const whole = until[steps - 1];
  const uniform = stream(seed).split(channels.choice).uniform(count);
  const terms = Array.from(uniform, (u, k) => {
    const at = ((Math.floor(k / 2) + u) / (count / 2)) * whole;
    const t = Math.max(
      1,
      until.findIndex((end) => end > at),
    );
    return { t, weight: whole / (until[t] - until[t - 1]) / count };
  });
  const varianceOf = (shares: readonly number[]): number =>
    shares.reduce((sum, share, k) => (k % 2 ? sum + (share - shares[k - 1]) ** 2 : sum), 0);
  return { terms, drawn: true, varianceOf };
}
