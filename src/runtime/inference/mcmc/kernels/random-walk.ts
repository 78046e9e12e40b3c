import type { Target } from "../../targets/target.ts";
import type { Kernel, State } from "../kernel.ts";
import { unitMetric } from "../metric.ts";
import type { Sampler } from "../sampler.ts";
import { expectAcceptance, type TunedOptions } from "../tuning/options.ts";
import { windowed, type Settings } from "../tuning/windowed.ts";
import { decide } from "./metropolis.ts";

/** A proposal beside where the chain is, N(x, stepSize^2 metric), taken by Metropolis' rule. */
export function randomWalkKernel(target: Target, { stepSize, metric }: Settings): Kernel {
  const at = (position: Float64Array): State => ({ position, logDensity: target.logDensity(position) });
  return {
    init: at,
    step(stream, state) {
      const away = metric.spread(stream.normal64(target.dim));
      const proposal = at(state.position.map((x, i) => x + stepSize * away[i]));
      const { accepted, acceptance } = decide(stream, proposal.logDensity - state.logDensity);
      return [accepted ? proposal : state, { acceptance, accepted: Number(accepted), stepSize }];
    },
  };
}

/**
 * Random-walk Metropolis: needs no gradient, and its steps shrink with the dimension. A warmup finds the step size for an
 * acceptance of 0.234 (0.44 of a single number) and the shape. Throws a RangeError for options out of range.
 */
export function randomWalk(target: Target, options: TunedOptions = {}): Sampler {
  const { acceptance = target.dim > 1 ? 0.234 : 0.44, dense = false } = options;
  const { stepSize = 2.38 / Math.sqrt(target.dim) } = options;
  expectAcceptance("randomWalk", acceptance);
  const kernel = (settings: Settings) => randomWalkKernel(target, settings);
  const settings: Settings = { stepSize, metric: unitMetric(target.dim) };
  return {
    name: "random-walk Metropolis",
    target,
    init: (position) => kernel(settings).init(position),
    tune: (_, __, steps) =>
      windowed({ dim: target.dim, steps, kernel, settings, acceptance, dense, guess: () => stepSize }),
  };
}
