import type { Denoiser } from "../../diffusion/index.ts";
import type { Sampling } from "../frame.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";
import { churnChips, churnOf, churnOptions, type ChurnOptions } from "./churn.ts";
import { combine } from "./combine.ts";

/**
 * Euler's method on the probability flow, with EDM's churn where it is asked for: Karras et al. (2206.00364),
 * algorithm 2 without its correction. Without churn its steps are those of deterministic DDIM.
 */
export function euler(denoiser: Denoiser, options: SamplingOptions & ChurnOptions = {}): Sampling {
  const churn = churnOf(options);
  return sampling(denoiser, options, {
    takes: churnOptions,
    name: "Euler",
    defaultSteps: 50,
    chips: churnChips(options),
    draws: Boolean(churn),
    churn,
    step: ({ from, to }) =>
      combine([
        [to.alpha, from.x0],
        [to.sigma, from.eps],
      ]),
  });
}
