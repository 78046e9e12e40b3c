import type { Denoiser } from "../../diffusion/index.ts";
import type { Sampling } from "../frame.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";
import { ancestral } from "./ancestral.ts";
import { combine } from "./combine.ts";
import { expectEta } from "./expect-eta.ts";

/**
 * Euler's step to less noise, then new noise (k-diffusion's Euler ancestral): DDIM (2010.02502), equation 12, where eta
 * may pass 1. 0 is Euler's method.
 */
export function eulerAncestral(
  denoiser: Denoiser,
  options: SamplingOptions & { eta?: number } = {},
): Sampling {
  const { eta = 1 } = options;
  expectEta(eta);
  return sampling(denoiser, options, {
    takes: ["eta"],
    name: "Euler ancestral",
    defaultSteps: 50,
    chips: [["η", String(eta)]],
    draws: eta > 0,
    step({ from, to, draw }) {
      const { down, up } = ancestral(from, to, eta);
      return combine([
        [to.alpha, from.x0],
        [down.sigma, from.eps],
        ...(up > 0 ? [[up, draw()] as const] : []),
      ]);
    },
  });
}
