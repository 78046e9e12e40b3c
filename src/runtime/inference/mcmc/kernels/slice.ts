import { expectPositive } from "../../distributions/expect.ts";
import type { Target } from "../../targets/target.ts";
import type { Kernel, State } from "../kernel.ts";
import type { Sampler } from "../sampler.ts";

/** Steps out and shrinkings of an interval beyond which the density is not one. */
const most = 1000;

/**
 * Slice sampling of each number in turn, Neal (physics/0009028), with intervals that step out by `widths` and shrink. Needs
 * neither a gradient nor a step size. Throws a RangeError where a density does not fall off.
 */
export function sliceKernel(target: Target, widths: Float64Array): Kernel {
  return {
    init: (position) => ({ position, logDensity: target.logDensity(position) }),
    step(stream, state) {
      const position = state.position.slice();
      let { logDensity } = state;
      let evaluations = 0;
      let travelled = 0;
      const at = (i: number, x: number): number => {
        evaluations++;
        position[i] = x;
        return target.logDensity(position);
      };
      for (let i = 0; i < target.dim; i++) {
        const x = state.position[i];
        const [level, place] = stream.uniform64(2);
        const limit = logDensity + Math.log1p(-level);
        let low = x - place * widths[i];
        let high = low + widths[i];
        for (let out = 0; at(i, low) > limit; out++) low -= checked(out, i, widths[i]);
        for (let out = 0; at(i, high) > limit; out++) high += checked(out, i, widths[i]);
        for (;;) {
          const next = low + stream.uniform64(1)[0] * (high - low);
          const density = at(i, next);
          if (density >= limit) {
            logDensity = density;
            break;
          }
          if (next === x)
            throw new RangeError(`The log density at coordinate ${i} = ${x} is not the same twice`);
          if (next < x) low = next;
          else high = next;
        }
        travelled += Math.abs(position[i] - x) / widths[i];
      }
      return [
        { position, logDensity },
        { acceptance: 1, evaluations, travelled: travelled / target.dim },
      ];
    },
  };
}

function checked(steps: number, i: number, width: number): number {
  if (steps >= most)
    throw new RangeError(
      `The density has not fallen off after ${most} steps of ${width} along coordinate ${i}: it is none, or the width is too small`,
    );
  return width;
}

/** Slice sampling, whose warmup finds a width for each number. Throws a RangeError for a width that is not above 0. */
export function slice(target: Target, { width = 1 }: { width?: number } = {}): Sampler {
  expectPositive("slice", "width", width);
  const init = (position: Float64Array): State => ({ position, logDensity: target.logDensity(position) });
  return {
    name: "slice",
    target,
    init,
    tune(_, state) {
      // Three mean moves are about the slice: an interval as long seldom steps out, and shrinks little.
      const widths = new Float64Array(target.dim).fill(width);
      const moved = new Float64Array(target.dim);
      let last = state.position;
      let count = 0;
      return {
        kernel: () => sliceKernel(target, widths),
        learn(__, { position }) {
          count++;
          for (let i = 0; i < target.dim; i++) {
            moved[i] += Math.abs(position[i] - last[i]);
            if (count >= 10) widths[i] = Math.max((3 * moved[i]) / count, Number.MIN_VALUE);
          }
          last = position;
        },
      };
    },
  };
}
