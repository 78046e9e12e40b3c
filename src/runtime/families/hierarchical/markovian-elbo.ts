import type { NoiseSource } from "../../random/index.ts";
import type { Bound } from "../vae/bound.ts";

export interface MarkovianOptions {
  /** Draws of z_t of each example and t; 1 unless given. */
  draws?: number;
  /** Seed of the noise, in which each example has a stream of its own. */
  seed?: number;
  /** Where noise comes from instead: asked for the shape of x for each t, from the last to the first, and draw. */
  noise?: NoiseSource;
  /** Examples that the decoder is asked about at a time; 256 unless given. */
  batch?: number;
  /** Stops the work. In a notebook the cell's interrupt does so unless given. */
  signal?: AbortSignal;
  /** Whether a notebook shows progress and then the result; true unless given. */
  show?: boolean;
}

/** The bound, whose parts add up to `nats`. */
export interface MarkovianElbo extends Bound {
  /** KL(q(z_{T-1} | x) || N(0, I)). */
  readonly prior: number;
  /** KL(q(z_{t-1} | z_t, x) || p(z_{t-1} | z_t)) of t from 1 to T - 1. */
  readonly levels: readonly number[];
  /** -E ln p(x | z_0). */
  readonly reconstruction: number;
  /** The same for each example. */
  readonly examples: {
    readonly nats: Float64Array;
    readonly prior: Float64Array;
    readonly levels: readonly Float64Array[];
    readonly reconstruction: Float64Array;
  };
}
