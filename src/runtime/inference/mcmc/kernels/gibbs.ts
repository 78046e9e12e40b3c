import type { Stream } from "../../../random/index.ts";
import type { Target } from "../../targets/target.ts";
import type { State } from "../kernel.ts";
import { untuned, type Sampler } from "../sampler.ts";

/** Draws some of a position's numbers from their distribution given the others: the position with these new. */
export type Conditional = (stream: Stream, position: Float64Array) => Float64Array;

/**
 * Gibbs sampling, Geman and Geman (1984): each conditional in turn. The target's log density is only watched; whole numbers
 * are as good as others. Throws a RangeError for no conditionals, and where one gives a position of another length.
 */
export function gibbs(target: Target, conditionals: readonly Conditional[]): Sampler {
  if (conditionals.length === 0) throw new RangeError("Gibbs sampling needs at least one conditional");
  const at = (position: Float64Array): State => ({ position, logDensity: target.logDensity(position) });
  return untuned("Gibbs", target, {
    init: at,
    step(stream, state) {
      let position: Float64Array = state.position.slice();
      conditionals.forEach((conditional, i) => {
        position = conditional(stream, position);
        if (position.length !== target.dim)
          throw new RangeError(`Conditional ${i} gave ${position.length} numbers of ${target.dim}`);
      });
      return [at(position), { acceptance: 1 }];
    },
  });
}
