import { dispose, type Tensor } from "../core/tf.ts";
import type { Denoiser } from "../diffusion/index.ts";
import { ddim, ddimInverse, type Frame, type Sampling, type SamplingOptions } from "../samplers/index.ts";
import { expectPairs, slerp } from "./slerp.ts";

export type InterpolateOptions = Pick<
  SamplingOptions,
  "steps" | "spacing" | "offset" | "timesteps" | "sigmas" | "times" | "clip" | "threshold" | "signal"
> & {
  /** Where between the two: 0 is `a` and 1 is `b`. Nine, evenly spaced, unless given. */
  fractions?: ArrayLike<number>;
};

/**
 * Data between data (DDIM, 2010.02502, section 5.3): DDIM's inversion leads both to the latents that it would make them
 * of, `slerp` goes from one latent to the other, and DDIM leads each state back. `a` and `b` [B, ...] stay yours; the
 * samples are [B F, ...], pair by pair. The ends come back as they were to within the error of the steps (50 each way
 * unless the options say otherwise). Frames are those of the way back, after the inversions.
 */
export function interpolate(
  denoiser: Denoiser,
  a: Tensor,
  b: Tensor,
  options: InterpolateOptions = {},
): Sampling {
  const { fractions = Array.from({ length: 9 }, (_, i) => i / 8), ...rest } = options;
  expectPairs(a, b, fractions);
  const inversions = [a, b].map((x) => ddimInverse(denoiser, { ...rest, x }));

  async function* frames(): AsyncGenerator<Frame, void, undefined> {
    const latents: Tensor[] = [];
    try {
      for (const inversion of inversions) latents.push(await lastOf(inversion));
      const x = slerp(latents[0], latents[1], fractions);
      latents.push(x);
      // The inversions have taken data to be at the least noise, where this ends too.
      yield* ddim(denoiser, { ...rest, x, final: "none" });
    } finally {
      dispose(latents);
    }
  }

  const about = { sampler: "DDIM interpolation", options: inversions[0].about.options };
  return Object.assign(frames(), { about });
}

async function lastOf(run: Sampling): Promise<Tensor> {
  for await (const { step, steps, x } of run) if (step === steps) return x;
  throw new Error(`${run.about.sampler} ended before its last step`);
}
