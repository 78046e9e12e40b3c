import type { Stream } from "../../random/index.ts";
import type { Target } from "../targets/target.ts";
import type { Kernel, State, Tuning } from "./kernel.ts";

/** A kind of kernel on a target: what `mcmc` runs chains of. */
export interface Sampler<S extends State = State> {
  readonly name: string;
  readonly target: Target;
  /** Where paths are cut, of those that double. */
  readonly maxDepth?: number;
  init(position: Float64Array): S;
  /** Begins a warmup of so many steps; where there are none, the settings are what they are. */
  tune(stream: Stream, state: S, steps: number): Tuning<S>;
}

/** A kernel that needs no warmup. */
export const untuned = <S extends State>(name: string, target: Target, kernel: Kernel<S>): Sampler<S> => ({
  name,
  target,
  init: (position) => kernel.init(position),
  tune: () => ({ kernel: () => kernel, learn: () => undefined }),
});
