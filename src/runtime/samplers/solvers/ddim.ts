import type { Denoiser } from "../../diffusion/index.ts";
import type { Sampling } from "../frame.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";
import { ancestral } from "./ancestral.ts";
import { combine } from "./combine.ts";

/**
 * DDIM (2010.02502), equation 12, with sigma of equation 16: eta = 0 is deterministic, eta = 1 adds DDPM's noise.
 * Any number of steps (50 unless given); the last one leads to x_0. eps stays as predicted where x_0 is clipped, unless
 * `epsOfClipped` asks for the one that follows from it.
 */
export function ddim(
  denoiser: Denoiser,
  options: SamplingOptions & { eta?: number; epsOfClipped?: boolean } = {},
): Sampling {
  const { eta = 0, epsOfClipped = false } = options;
  if (!(eta >= 0 && eta <= 1))
    throw new RangeError(`eta lies between 0 (deterministic) and 1 (DDPM), not ${eta}`);
  return sampling(denoiser, options, {
    takes: ["eta", "epsOfClipped"],
    name: "DDIM",
    defaultSteps: 50,
    chips: [["η", String(eta)]],
    draws: eta > 0,
    keepsEps: !epsOfClipped,
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
