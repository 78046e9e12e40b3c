import type { Denoiser } from "../../diffusion/index.ts";
import type { Sampling } from "../frame.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";
import { adams, overRatio } from "./adams.ts";
import { expectOrder } from "./expect-order.ts";
import { expectSignal } from "./expect-signal.ts";

/**
 * The linear multistep method of k-diffusion: Adams and Bashforth's of order 1 to 4 (4 unless given) in sigma / alpha, with
 * the polynomials integrated exactly. One call of the model a step; the first steps are of lower order.
 */
export function lms(denoiser: Denoiser, options: SamplingOptions & { order?: number } = {}): Sampling {
  const { order = 4 } = options;
  expectOrder("LMS", order, 4);
  return sampling(denoiser, options, {
    takes: ["order"],
    name: "LMS",
    defaultSteps: 50,
    chips: [["order", String(order)]],
    draws: false,
    remembers: order - 1,
    step(step) {
      expectSignal("LMS", step);
      return adams(overRatio, [step.from, ...step.past], step);
    },
  });
}
