import { tidy, type Tensor } from "../core/tf.ts";
import { expectOptions } from "../core/options.ts";
import type { Denoiser } from "../diffusion/index.ts";
import { noiseSource } from "../random/index.ts";
import type { SamplingOptions } from "../samplers/index.ts";
import { pathOf } from "../samplers/path.ts";

export type SdeditOptions = Pick<
  SamplingOptions,
  "steps" | "spacing" | "offset" | "timesteps" | "sigmas" | "times" | "seed" | "noise"
> & {
  /** Which part of the steps is taken, above 0 (next to nothing changes) and at most 1 (all is made anew). */
  strength: number;
};

const optionNames = [
  "strength",
  "steps",
  "spacing",
  "offset",
  "timesteps",
  "sigmas",
  "times",
  "seed",
  "noise",
];

/**
 * Image to image by SDEdit (2108.01073, algorithm 1): the options { x, times } with which any sampler starts from `data`
 * [B, ...], noised to the last `strength` of its steps (50 unless the options say otherwise, at least one step of them),
 * in place of pure noise: `ddim(denoiser, sdedit(denoiser, data, { strength: 0.6 }))`. The noise is that of a sampler's
 * start with this seed. `x` is yours to dispose.
 *
 * Throws a RangeError for a strength outside of (0, 1].
 */
export function sdedit(
  denoiser: Denoiser,
  data: Tensor,
  options: SdeditOptions,
): { x: Tensor; times: readonly number[] } {
  expectOptions("SDEdit", options, optionNames);
  const { strength, seed = 0, noise = noiseSource(seed) } = options;
  if (!(strength > 0 && strength <= 1))
    throw new RangeError(`strength lies above 0 and is at most 1, not ${strength}`);
  const places = pathOf(denoiser.schedule, options, { name: "SDEdit", defaultSteps: 50 });
  const noisy = places.filter(({ sigma }) => sigma > 0);
  // 0.29 of 100 steps are 29, which its product in binary falls short of.
  const taken = Math.max(1, Math.floor(noisy.length * strength + 1e-9));
  const chosen = noisy.slice(-taken);
  const { alpha, sigma } = chosen[0];
  const x = tidy(() => data.mul<Tensor>(alpha).add(noise(data.shape).mul(sigma)));
  return { x, times: chosen.map(({ t }) => t) };
}
