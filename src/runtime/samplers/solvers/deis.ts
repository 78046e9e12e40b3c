import type { Denoiser } from "../../diffusion/index.ts";
import type { Sampling } from "../frame.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";
import { adams, overLogRatio } from "./adams.ts";
import { expectOrder } from "./expect-order.ts";
import { expectSignal } from "./expect-signal.ts";
import { orderAt, type LowerOrder } from "./lower-order.ts";

/**
 * DEIS (2204.13902), equations 14 and 15: Adams and Bashforth's method of order 1 to 3 (2 unless given) with eps a polynomial
 * in ln(sigma / alpha), integrated exactly. One call of the model a step.
 */
export function deis(
  denoiser: Denoiser,
  options: SamplingOptions & LowerOrder & { order?: number } = {},
): Sampling {
  const { order = 2 } = options;
  expectOrder("DEIS", order, 3);
  return sampling(denoiser, options, {
    takes: ["order", "lowerOrderFinal"],
    name: "DEIS",
    defaultSteps: 20,
    chips: [["order", String(order)]],
    draws: false,
    remembers: order - 1,
    step(step) {
      expectSignal("DEIS", step);
      return adams(overLogRatio, [step.from, ...step.past].slice(0, orderAt(step, order, options)), step);
    },
  });
}
