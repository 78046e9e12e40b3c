import type { Denoiser } from "../../diffusion/index.ts";
import type { Sampling } from "../frame.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";
import { churnChips, churnOf, churnOptions, type ChurnOptions } from "./churn.ts";
import { drift } from "./drift.ts";
import { expectSignal } from "./expect-signal.ts";

/**
 * Heun's method in sigma / alpha, the sampler of EDM, with its churn where that is asked for: Karras et al. (2206.00364),
 * algorithm 2. Two calls of the model a step; one, as Euler's, for the step that ends in data.
 */
export function heun(denoiser: Denoiser, options: SamplingOptions & ChurnOptions = {}): Sampling {
  const churn = churnOf(options);
  return sampling(denoiser, options, {
    takes: churnOptions,
    name: "Heun",
    defaultSteps: 25,
    chips: churnChips(options),
    draws: Boolean(churn),
    churn,
    step(step) {
      const { from, to, ask } = step;
      expectSignal("Heun", step);
      const ahead = drift(from.x, from.eps, from, to);
      if (to.sigma === 0) return ahead;
      return drift(from.x, from.eps.add(ask(ahead, to).eps).div(2), from, to);
    },
  });
}
