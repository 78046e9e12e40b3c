import type { Target } from "../../targets/target.ts";
import type { GradientState, Kernel } from "../kernel.ts";
import { withGradient } from "../leapfrog.ts";
import { dot, unitMetric } from "../metric.ts";
import type { Sampler } from "../sampler.ts";
import { firstStepSize } from "../tuning/first-step.ts";
import { expectAcceptance, type TunedOptions } from "../tuning/options.ts";
import { windowed, type Settings } from "../tuning/windowed.ts";
import { decide } from "./metropolis.ts";

/**
 * The Metropolis-adjusted Langevin algorithm, Roberts and Tweedie (1996): a proposal along the gradient,
 * x + stepSize^2 / 2 metric grad + stepSize N(0, metric).
 */
export function malaKernel(target: Target, { stepSize, metric }: Settings): Kernel<GradientState> {
  const init = withGradient(target);
  return {
    init,
    step(stream, state) {
      // With the noise as a momentum it is a leapfrog step, whose way back has the energy of where it ends.
      const momentum = metric.momentum(stream.normal64(target.dim));
      const push = state.gradient.map((g, i) => momentum[i] + 0.5 * stepSize * g);
      const move = metric.velocity(push);
      const proposal = init(state.position.map((x, i) => x + stepSize * move[i]));
      const end = push.map((p, i) => p + 0.5 * stepSize * proposal.gradient[i]);
      const kinetic = 0.5 * (dot(momentum, metric.velocity(momentum)) - dot(end, metric.velocity(end)));
      const { accepted, acceptance } = decide(stream, proposal.logDensity - state.logDensity + kinetic);
      return [accepted ? proposal : state, { acceptance, accepted: Number(accepted), stepSize }];
    },
  };
}

/** MALA, whose warmup finds the step size for an acceptance of 0.574, and the shape. Throws a RangeError for options out of range. */
export function mala(target: Target, options: TunedOptions = {}): Sampler<GradientState> {
  const { acceptance = 0.574, dense = false, stepSize = 1 } = options;
  expectAcceptance("mala", acceptance);
  return {
    name: "MALA",
    target,
    init: withGradient(target),
    tune: (stream, state, steps) =>
      windowed({
        dim: target.dim,
        steps,
        kernel: (settings) => malaKernel(target, settings),
        settings: { stepSize, metric: unitMetric(target.dim) },
        acceptance,
        dense,
        guess: (settings) => (steps > 0 ? firstStepSize(target, stream, state, settings) : stepSize),
      }),
  };
}
