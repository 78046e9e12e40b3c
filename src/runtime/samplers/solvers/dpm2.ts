import type { Denoiser } from "../../diffusion/index.ts";
import type { Sampling } from "../frame.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";
import { churnChips, churnOf, churnOptions, type ChurnOptions } from "./churn.ts";
import { expectSignal } from "./expect-signal.ts";
import { midpoint } from "./midpoint.ts";

/**
 * The midpoint method with its middle halfway in ln(sigma / alpha), k-diffusion's DPM2: DPM-Solver-2 (2206.00927, algorithm
 * 1) with the step that EDM (2206.00364) would take from there. Two calls of the model a step.
 */
export function dpm2(denoiser: Denoiser, options: SamplingOptions & ChurnOptions = {}): Sampling {
  const churn = churnOf(options);
  return sampling(denoiser, options, {
    takes: churnOptions,
    name: "DPM2",
    defaultSteps: 25,
    chips: churnChips(options),
    draws: Boolean(churn),
    churn,
    step(step) {
      expectSignal("DPM2", step);
      return midpoint(step, step.to);
    },
  });
}
