import type { Denoiser } from "../denoiser.ts";
import { dormandPrince, rms } from "./dormand-prince.ts";
import { flowAt } from "./flow.ts";
import type { Probes } from "./probes.ts";

export interface Journey {
  /** y of each state, one after the other, and the shape of all. */
  readonly states: Float32Array;
  readonly shape: readonly number[];
  readonly probes: Probes;
  /** Angles on the path, from data's side to noise. */
  readonly from: number;
  readonly to: number;
  readonly rtol: number;
  readonly atol: number;
  readonly signal: AbortSignal | null;
  /** Told after every step of how many per cent more of the way it was. */
  readonly progress: (percent: number) => void;
}

/** Where the flow has led. */
export interface Arrival {
  /** Mean square of each state's y at the end. */
  readonly squares: readonly number[];
  /** For each state the estimates of how much its density has fallen on the way, in nats a dimension. */
  readonly growth: readonly Float64Array[];
  readonly evaluations: number;
}

/** Follows the probability flow of a model and what its divergence does to the density of each state. */
export async function follow(denoiser: Denoiser, journey: Journey): Promise<Arrival> {
  const { states, shape, probes, from, to } = journey;
  const size = states.length;
  const [count] = shape;
  const dims = size / count;
  const start = new Float64Array(size + count * probes.estimates);
  start.set(states);
  let toldUntil = 0;
  const { y, evaluations } = await dormandPrince(
    async (angle, at) => {
      const now = Float32Array.from(at.subarray(0, size));
      const { velocity, traces } = await flowAt(denoiser, angle, now, shape, probes);
      const slope = new Float64Array(at.length);
      slope.set(velocity);
      traces.forEach((divergence, i) => (slope[size + i] = divergence / dims));
      return slope;
    },
    from,
    to,
    start,
    {
      ...journey,
      norm: (parts) => worstOf(parts, count, dims),
      progress(angle) {
        const percent = Math.round((100 * (angle - from)) / (to - from));
        journey.progress(percent - toldUntil);
        toldUntil = percent;
      },
    },
  );
  const each = Array.from({ length: count }, (_, state) => state);
  return {
    squares: each.map((state) => rms(y.subarray(state * dims, (state + 1) * dims)) ** 2),
    growth: each.map((state) =>
      Float64Array.from({ length: probes.estimates }, (_, k) => y[size + k * count + state]),
    ),
    evaluations,
  };
}

/** The largest error of any state: of its place as a whole, or of its density. */
function worstOf(parts: Float64Array, count: number, dims: number): number {
  let worst = 0;
  for (let state = 0; state < count; state++) {
    const error = rms(parts.subarray(state * dims, (state + 1) * dims));
    // NaN is the worst, which Math.max keeps.
    worst = Math.max(worst, error);
  }
  for (let i = count * dims; i < parts.length; i++) worst = Math.max(worst, Math.abs(parts[i]));
  return worst;
}
