import type { Denoiser } from "../../diffusion/index.ts";
import { transition } from "../../schedules/index.ts";
import type { Sampling } from "../frame.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";

/**
 * Multistep sampling of consistency models (2303.01469, algorithm 1). The denoiser's x_0 is the consistency function
 * f(x_t, t), which leads to the schedule's least noise; from there the forward process leads back up to the next t. One
 * step (the default) is the paper's single-step generation and draws nothing but its start.
 */
export function consistency(denoiser: Denoiser, options: SamplingOptions = {}): Sampling {
  const { schedule } = denoiser;
  const least = schedule.level(schedule.range[0]);
  return sampling(denoiser, options, {
    name: "Consistency",
    defaultSteps: 1,
    chips: [],
    draws: true,
    step({ from, to, draw }) {
      if (to.sigma <= least.sigma) return from.x0;
      const { alpha, variance } = transition(to, least);
      return from.x0.mul(alpha).add(draw().mul(Math.sqrt(variance)));
    },
  });
}
