import { errorRow, growth, nodes, rows } from "../../core/ode/dormand-prince.ts";
import { turn } from "../../core/turn.ts";

/** dy / dt at (t, y). The array it is given stays the solver's. */
export type Slope = (t: number, y: Float64Array) => Float64Array | Promise<Float64Array>;

export interface OdeOptions {
  /** Errors that a step may have: `atol` plus `rtol` times the size of the value. */
  rtol: number;
  atol: number;
  /** How large the parts of an error, each over what it may be, are as a whole: 1 is as large as it may be. */
  norm?: (parts: Float64Array) => number;
  signal?: AbortSignal | null;
  /** Told after every step where the solver is. */
  progress?: (t: number) => void;
}

export interface OdeSolution {
  readonly y: Float64Array;
  /** Steps taken, steps that were too long, and how often the slope was asked for. */
  readonly steps: number;
  readonly rejected: number;
  readonly evaluations: number;
}

/** Root mean square. */
export const rms = (parts: Float64Array): number =>
  Math.sqrt(parts.reduce((sum, part) => sum + part * part, 0) / parts.length);

/**
 * Solves dy / dt = slope(t, y) from y at t = `from` to t = `to`, which may lie before it, with steps as long as the
 * tolerance lets them be. Throws an Error where not even the shortest step meets it, and the signal's reason.
 */
export async function dormandPrince(
  slope: Slope,
  from: number,
  to: number,
  start: Float64Array,
  { rtol, atol, norm = rms, signal = null, progress }: OdeOptions,
): Promise<OdeSolution> {
  const shortest = 1e-12 * Math.abs(to - from);
  const direction = Math.sign(to - from);
  let t = from;
  let y: Float64Array = Float64Array.from(start);
  let first = await slope(t, y);
  let [steps, rejected, evaluations] = [0, 0, 1];
  let step = firstStep(y, first, Math.abs(to - from), { rtol, atol, norm });

  while (direction * (to - t) > 0) {
    const last = step >= Math.abs(to - t) * (1 - 1e-12);
    const h = last ? to - t : direction * step;
    const slopes = [first];
    let next = y;
    for (let stage = 1; stage < rows.length; stage++) {
      next = combined(y, h, rows[stage], slopes);
      slopes.push(await slope(t + nodes[stage] * h, next));
      evaluations++;
    }
    const parts = combined(null, h, errorRow, slopes).map(
      (error, i) => error / (atol + rtol * Math.max(Math.abs(y[i]), Math.abs(next[i]))),
    );
    const error = norm(parts);
    if (error <= 1) {
      [t, y, first] = [last ? to : t + h, next, slopes[6]];
      steps++;
      progress?.(t);
    } else {
      rejected++;
      if (Math.abs(h) <= shortest) {
        throw new Error(
          `The equation cannot be solved to rtol ${rtol} and atol ${atol} at t = ${t}: what the model says there is ` +
            `${Number.isNaN(error) ? "not finite" : "too rough"}. Larger tolerances may help`,
        );
      }
    }
    const factor = growth(error);
    step = Math.max(Math.abs(h) * (error <= 1 ? factor : Math.min(factor, 0.9)), shortest);
    await turn(signal);
  }
  return { y, steps, rejected, evaluations };
}

/** y + h sum of weights times slopes; without y the sum alone. */
function combined(
  y: Float64Array | null,
  h: number,
  weights: readonly number[],
  slopes: readonly Float64Array[],
): Float64Array {
  const out = y ? Float64Array.from(y) : new Float64Array(slopes[0].length);
  weights.forEach((weight, k) => {
    if (weight) for (let i = 0; i < out.length; i++) out[i] += h * weight * slopes[k][i];
  });
  return out;
}

/** A step over which y changes by about a hundredth of itself: Hairer, Norsett and Wanner, section II.4. */
function firstStep(
  y: Float64Array,
  slope: Float64Array,
  whole: number,
  { rtol, atol, norm }: Required<Pick<OdeOptions, "rtol" | "atol" | "norm">>,
): number {
  const scale = (values: Float64Array) => values.map((value, i) => value / (atol + rtol * Math.abs(y[i])));
  const [size, speed] = [norm(scale(y)), norm(scale(slope))];
  const step = size > 1e-5 && speed > 1e-5 ? (0.01 * size) / speed : 1e-4 * whole;
  return Math.min(step, whole);
}
