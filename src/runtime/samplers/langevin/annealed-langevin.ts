import { expectInteger } from "../../core/shape.ts";
import type { Denoiser } from "../../diffusion/index.ts";
import type { Sampling } from "../frame.ts";
import { langevinStep } from "./langevin.ts";
import { pathOf, type Point } from "../path.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";

export type AnnealedLangevinOptions = SamplingOptions & {
  /** Steps at each noise level; 100 unless given. */
  each?: number;
  /** epsilon: the step size at the least noise. 2e-5 unless given, for data of 0.1 or so above its least sigma. */
  stepSize?: number;
};

/**
 * Annealed Langevin dynamics (NCSN, 1907.05600, algorithm 1): `each` Langevin steps at each of the levels, of size
 * epsilon sigma_i^2 / sigma_L^2, with sigma_L the least. `steps` counts the levels, 10 unless the options say otherwise;
 * the paper's are geometric (`sigmas`). The run ends at the least noise as in the paper, or with final "data" in one
 * step of denoising (2006.09011). Where alpha changes from level to level, x / alpha goes over to the next.
 */
export function annealedLangevin(denoiser: Denoiser, options: AnnealedLangevinOptions = {}): Sampling {
  const { each = 100, stepSize = 2e-5, final = "none" } = options;
  expectInteger("each", each, 1);
  if (!(stepSize > 0 && stepSize < Infinity))
    throw new RangeError(`stepSize of annealed Langevin dynamics is more than 0, not ${stepSize}`);
  const about = { name: "Annealed Langevin", defaultSteps: 10 };
  const way = pathOf(denoiser.schedule, { ...options, final: "data" }, about);
  const levels = way.slice(0, -1);
  const least = levels[levels.length - 1];
  const repeated = levels.flatMap((level) => Array.from({ length: each }, (): Point => ({ ...level })));
  // Here the last step of all leads to: the least noise, and from there perhaps to data.
  const path = [...repeated, { ...least }, ...(final === "data" ? [way[way.length - 1]] : [])];
  return sampling(denoiser, options, {
    takes: ["each", "stepSize"],
    ...about,
    chips: [
      ["each", String(each)],
      ["ε", String(stepSize)],
    ],
    draws: true,
    path,
    step({ from, to, draw }) {
      if (to.sigma === 0) return from.x0;
      const x = langevinStep(from, stepSize * (from.sigma / least.sigma) ** 2, draw());
      return from.alpha > 0 && from.alpha !== to.alpha ? x.mul(to.alpha / from.alpha) : x;
    },
  });
}
