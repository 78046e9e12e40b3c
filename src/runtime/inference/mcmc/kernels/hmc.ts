import { expectPositive } from "../../distributions/expect.ts";
import type { Target } from "../../targets/target.ts";
import type { GradientState, Kernel } from "../kernel.ts";
import { beginning, energyOf, leapfrog, withGradient } from "../leapfrog.ts";
import { drawMomentum, unitMetric } from "../metric.ts";
import type { Sampler } from "../sampler.ts";
import { firstStepSize } from "../tuning/first-step.ts";
import { expectAcceptance, type TunedOptions } from "../tuning/options.ts";
import { windowed, type Settings } from "../tuning/windowed.ts";
import { decide } from "./metropolis.ts";

export interface HmcOptions extends TunedOptions {
  /** How long a path is on average, in units of step size times steps; pi / 2, a quarter of a normal's period, unless given. */
  length?: number;
}

/** At most so many leapfrog steps, however short they are. */
const most = 1000;

/**
 * Hamiltonian Monte Carlo, Neal (1206.1901): a path of a random length up to twice `length`, whose end is taken by
 * Metropolis' rule. The random length keeps it from coming round to where it began.
 */
export function hmcKernel(
  target: Target,
  { stepSize, metric, length }: Settings & { length: number },
): Kernel<GradientState> {
  return {
    init: withGradient(target),
    step(stream, state) {
      const start = beginning(state, drawMomentum(metric, stream, target.dim));
      const steps = Math.min(most, Math.max(1, Math.round((2 * stream.uniform64(1)[0] * length) / stepSize)));
      let end = start;
      let taken = 0;
      while (taken < steps && Number.isFinite(end.logDensity)) {
        end = leapfrog(target, metric, end, stepSize);
        taken++;
      }
      const gain = energyOf(metric, start) - energyOf(metric, end);
      const { accepted, acceptance } = decide(stream, gain);
      const { position, logDensity, gradient } = accepted ? end : start;
      return [
        { position, logDensity, gradient },
        {
          acceptance,
          accepted: Number(accepted),
          stepSize,
          leapfrogs: taken,
          divergent: Number(!(gain > -1000)),
          energy: energyOf(metric, accepted ? end : start),
        },
      ];
    },
  };
}

/**
 * Hamiltonian Monte Carlo, whose warmup finds the step size for an acceptance of 0.8, and the shape. Throws a RangeError for
 * options out of range.
 */
export function hmc(target: Target, options: HmcOptions = {}): Sampler<GradientState> {
  const { acceptance = 0.8, dense = false, length = Math.PI / 2, stepSize = 1 } = options;
  expectAcceptance("hmc", acceptance);
  expectPositive("hmc", "length", length);
  return {
    name: "HMC",
    target,
    init: withGradient(target),
    tune: (stream, state, steps) =>
      windowed({
        dim: target.dim,
        steps,
        kernel: (settings) => hmcKernel(target, { ...settings, length }),
        settings: { stepSize, metric: unitMetric(target.dim) },
        acceptance,
        dense,
        guess: (settings) => (steps > 0 ? firstStepSize(target, stream, state, settings) : stepSize),
      }),
  };
}
