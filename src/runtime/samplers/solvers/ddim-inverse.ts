import type { Tensor } from "../../core/tf.ts";
import type { Denoiser } from "../../diffusion/index.ts";
import type { Sampling } from "../frame.ts";
import { pathOf } from "../path.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";
import { combine } from "./combine.ts";

/**
 * The way back from data `x` to the noise that DDIM makes it of: Euler's steps of the probability flow from the least
 * noise up, Dhariwal and Nichol (2105.05233), appendix F. `x` is taken to be at the first, least noisy place. The places
 * are those that `ddim` goes through with the same options and final "none", the other way round.
 */
export function ddimInverse(
  denoiser: Denoiser,
  options: Omit<SamplingOptions, "shape" | "seed" | "noise" | "final"> & { x: Tensor },
): Sampling {
  const method = { name: "DDIM inversion", defaultSteps: 50 };
  const path = pathOf(denoiser.schedule, { ...options, final: "none" }, method).toReversed();
  return sampling(denoiser, options, {
    ...method,
    chips: [],
    draws: false,
    keepsEps: true,
    path,
    step: ({ from, to }) =>
      combine([
        [to.alpha, from.x0],
        [to.sigma, from.eps],
      ]),
  });
}
