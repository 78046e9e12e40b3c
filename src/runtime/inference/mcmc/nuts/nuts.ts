import type { Target } from "../../targets/target.ts";
import type { GradientState } from "../kernel.ts";
import { withGradient } from "../leapfrog.ts";
import { unitMetric } from "../metric.ts";
import { expectAcceptance, type TunedOptions } from "../tuning/options.ts";
import { firstStepSize } from "../tuning/first-step.ts";
import { windowed, type Settings } from "../tuning/windowed.ts";
import type { Sampler } from "../sampler.ts";
import { expectInteger } from "../../../core/shape.ts";
import { nutsKernel } from "./kernel.ts";
import { Memory } from "./memory.ts";

export interface NutsOptions extends TunedOptions {
  /** A path is at most 2^maxDepth leapfrog steps long; 10 unless given. */
  maxDepth?: number;
}

/**
 * The No-U-Turn sampler, Hoffman and Gelman (1111.4246), as Stan has it: multinomial along the path, step size by dual
 * averaging, shape in windows. Throws a RangeError for options out of range.
 */
export function nuts(target: Target, options: NutsOptions = {}): Sampler<GradientState> {
  const { acceptance = 0.8, dense = false, maxDepth = 10, stepSize = 1 } = options;
  expectAcceptance("nuts", acceptance);
  expectInteger("maxDepth of nuts", maxDepth, 1);
  const vectors = new Memory(target.dim);
  const kernel = ({ stepSize, metric }: Settings) =>
    nutsKernel(target, { stepSize, metric, maxDepth, vectors });
  return {
    name: "NUTS",
    target,
    maxDepth,
    init: withGradient(target),
    tune: (stream, state, steps) =>
      windowed({
        dim: target.dim,
        steps,
        kernel,
        settings: { stepSize, metric: unitMetric(target.dim) },
        acceptance,
        dense,
        guess: (settings) => (steps > 0 ? firstStepSize(target, stream, state, settings) : stepSize),
      }),
  };
}
