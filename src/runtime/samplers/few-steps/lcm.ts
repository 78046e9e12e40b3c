import { expectFiniteNumber } from "../../core/options.ts";
import type { Denoiser } from "../../diffusion/index.ts";
import { networkTime } from "../../schedules/index.ts";
import { distilled, type DistilledOptions } from "./distilled.ts";
import type { Sampling } from "../frame.ts";
import { pathOf } from "../path.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";

export type LcmOptions = SamplingOptions &
  DistilledOptions & {
    /** Standard deviation of the data and factor of the timestep in c_skip and c_out. */
    sigmaData?: number;
    timestepScaling?: number;
  };

/**
 * Multistep sampling of latent consistency models (2310.04378, algorithm 3): the consistency function
 * f = c_skip x + c_out x_0 leads to data, which is noised anew down to the next timestep. With s the scaled timestep,
 * c_skip = sigmaData^2 / (s^2 + sigmaData^2) and c_out = s / sqrt(s^2 + sigmaData^2). 4 steps unless the
 * options say otherwise.
 */
export function lcm(denoiser: Denoiser, options: LcmOptions = {}): Sampling {
  const { sigmaData = 0.5, timestepScaling = 10 } = options;
  expectFiniteNumber("LCM", "sigmaData", sigmaData);
  expectFiniteNumber("LCM", "timestepScaling", timestepScaling);
  const { schedule } = denoiser;
  const about = { name: "LCM", defaultSteps: 4 };
  const path = pathOf(schedule, distilled(schedule, options, about.defaultSteps), about);
  return sampling(denoiser, options, {
    takes: ["originalSteps", "sigmaData", "timestepScaling"],
    ...about,
    chips: [],
    draws: path.length > 2,
    path,
    step({ from, to, draw }) {
      const scaled = networkTime(schedule, from.t) * timestepScaling;
      const length = Math.hypot(scaled, sigmaData);
      const data = from.x.mul((sigmaData / length) ** 2).add(from.x0.mul(scaled / length));
      return to.sigma > 0 ? data.mul(to.alpha).add(draw().mul(to.sigma)) : data;
    },
  });
}
