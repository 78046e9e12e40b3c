import type { Denoiser } from "../../diffusion/index.ts";
import { isDiscrete, transition } from "../../schedules/index.ts";
import { distilled, type DistilledOptions } from "./distilled.ts";
import type { Sampling } from "../frame.ts";
import { pathOf, type Point } from "../path.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";

/**
 * Strategic stochastic sampling of trajectory consistency models (2402.19159): a step leads along the
 * trajectory to s = (1 - gamma) t', below its end t', and the forward process leads back up to t'. gamma = 0 is
 * deterministic, 1 goes by way of data in each step as a consistency model does; 0.3 unless given. 4 steps unless the
 * options say otherwise.
 */
export function tcd(
  denoiser: Denoiser,
  options: SamplingOptions & DistilledOptions & { gamma?: number } = {},
): Sampling {
  const { gamma = 0.3 } = options;
  if (!(gamma >= 0 && gamma <= 1)) throw new RangeError(`gamma of TCD lies between 0 and 1, not ${gamma}`);
  const { schedule } = denoiser;
  const about = { name: "TCD", defaultSteps: 4 };
  const path = pathOf(schedule, distilled(schedule, options, about.defaultSteps), about);
  const end = path[path.length - 1];
  const below = (to: Point): Point => {
    if (to === end) return end;
    const s = (1 - gamma) * to.t;
    const t = Math.max(isDiscrete(schedule) ? Math.floor(s) : s, schedule.range[0]);
    return { t, ...schedule.level(t) };
  };
  return sampling(denoiser, options, {
    takes: ["gamma", "originalSteps"],
    ...about,
    chips: [["γ", String(gamma)]],
    draws: gamma > 0 && path.length > 2,
    path,
    step({ from, to, draw }) {
      const s = below(to);
      const there = from.x0.mul(s.alpha).add(from.eps.mul(s.sigma));
      if (s.t === to.t) return there;
      const { alpha, variance } = transition(to, s);
      return there.mul(alpha).add(draw().mul(Math.sqrt(variance)));
    },
  });
}
