import type { Tensor } from "../core/tf.ts";

/** One state of a sampler on its way from noise to data. */
export interface Frame {
  /** Steps done: 0 at the start, `steps` at the finished sample. */
  readonly step: number;
  /** Steps the run takes; a guess until the last frame where a sampler chooses its steps as it goes. */
  readonly steps: number;
  /** t of `x`, 0-based where the schedule has steps; -1 once x is data. */
  readonly t: number;
  /** x = alpha x_0 + sigma eps at this t. */
  readonly alpha: number;
  readonly sigma: number;
  /** Calls of the model so far, the one for this frame's x0 included. */
  readonly nfe: number;
  readonly x: Tensor;
  /** Data and noise that x is thought to be made of; null in the last frame, where the model is not asked. */
  readonly x0: Tensor | null;
  readonly eps: Tensor | null;
}

/**
 * A run of a sampler: an async generator of steps + 1 frames, the last of which holds the sample.
 *
 * Who owns the tensors: a frame's are the sampler's, valid until the next frame is asked for or the loop is left
 * (`clone()` what should outlive that); the last frame's `x` is yours to dispose.
 */
export interface Sampling extends AsyncGenerator<Frame, void, undefined> {
  /** What a viewer writes above the run: the sampler's name and its options, most important first. */
  readonly about: {
    readonly sampler: string;
    readonly options: readonly Chip[];
    /** Whether its t are of continuous time, and not steps that papers count from 1. */
    readonly continuous?: boolean;
  };
}

/** An option as a viewer shows it: name and value. */
export type Chip = readonly [string, string];
