import { stream } from "../../random/index.ts";
import { channels } from "../elbo/channels.ts";

/** How the divergence is found: "exact", or estimated with random probes of mean 0 and covariance I. */
export type Trace = "exact" | "rademacher" | "gaussian";

/** Directions in which the divergence is looked at. */
export interface Probes {
  /** One for each probe and state, of the size of a state. */
  readonly directions: Float32Array;
  /** Directions for each state. */
  readonly count: number;
  /** Estimates of each state's divergence that come of them: a single one where the trace is exact. */
  readonly estimates: number;
  /** Makes these of what each direction gave. */
  readonly combine: (traces: Float64Array) => Float64Array;
}

/** The unit vectors, which together give the divergence itself. */
export function unitVectors(states: number, dims: number): Probes {
  const directions = new Float32Array(dims * states * dims);
  for (let k = 0; k < dims; k++) {
    for (let state = 0; state < states; state++) directions[(k * states + state) * dims + k] = 1;
  }
  const combine = (traces: Float64Array): Float64Array => {
    const total = new Float64Array(states);
    traces.forEach((trace, i) => (total[i % states] += trace));
    return total;
  };
  return { directions, count: dims, estimates: 1, combine };
}

/**
 * Random probes: Hutchinson's estimator, FFJORD (1810.01367), section 3.1. Every example has a stream of its own;
 * `first` is the number of the first.
 */
export function randomProbes(
  trace: "rademacher" | "gaussian",
  states: number,
  dims: number,
  { count, seed, first }: { count: number; seed: number; first: number },
): Probes {
  const root = stream(seed).split(channels.probes);
  const directions = new Float32Array(count * states * dims);
  for (let state = 0; state < states; state++) {
    const own = root.split(first + state);
    for (let k = 0; k < count; k++) {
      const values = own.normal(dims);
      directions.set(
        trace === "gaussian" ? values : values.map((value) => (value < 0 ? -1 : 1)),
        (k * states + state) * dims,
      );
    }
  }
  return { directions, count, estimates: count, combine: (traces) => traces };
}
