import type { NoiseSource } from "../../random/index.ts";
import type { DecoderOptions } from "./decoder.ts";
import type { Variance } from "./variance.ts";

export interface ElboOptions extends DecoderOptions {
  /**
   * Of p(x_{t-1} | x_t); "learned" where the model has learned one and else "posterior", unless given. In continuous
   * time there is none to choose.
   */
  variance?: Variance;
  /** Of the Gaussian decoder, in place of what `variance` says at t = 0; in continuous time in place of the noise's. */
  decoderVariance?: number;
  /** Range that predicted data is clipped to, such as [-1, 1] for images. */
  clip?: readonly [number, number];
  /**
   * Draws of noise for each example and t, in continuous time of all t anew; 1 unless given, and 2 there. With two or more
   * the error of the noise alone is known too.
   */
  draws?: number;
  /**
   * How many of the T - 1 terms between the ends to compute, an even number, drawn at random; all unless given. In
   * continuous time how many t each draw has; 64 unless given.
   */
  terms?: number;
  /** Seed of the noise, in which each example has a stream of its own, and of the choice of terms. */
  seed?: number;
  /** Where noise comes from instead of the seed: asked for the shape of x_0 for each term, from the last to the first, and draw. */
  noise?: NoiseSource;
  /** Examples that the model is asked about at a time. The numbers do not depend on it. */
  batch?: number;
  /** Stops the work. In a notebook the cell's interrupt does so unless given. */
  signal?: AbortSignal;
  /** Whether progress and then the result are shown; true unless given. */
  show?: boolean;
}
