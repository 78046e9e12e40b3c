import type { Tensor } from "../../../../src/runtime/core/tf.ts";
import type { Denoiser } from "../../../../src/runtime/diffusion/index.ts";
import type { Level, NoiseSchedule } from "../../../../src/runtime/schedules/index.ts";

/** Data of N(mean, std^2) in every number. */
export interface GaussianData {
  readonly mean: number;
  readonly std: number;
}

/** The denoiser that is exact for such data: x0 is the posterior mean, eps what is left. */
export function exactDenoiser(schedule: NoiseSchedule, { mean, std }: GaussianData): Denoiser {
  const denoise = (x: Tensor, t: number) => {
    const { alpha, sigma } = schedule.level(t);
    const total = alpha ** 2 * std ** 2 + sigma ** 2;
    const off = x.sub(alpha * mean);
    return { x0: off.mul((alpha * std ** 2) / total).add(mean), eps: off.mul(sigma / total) };
  };
  return Object.assign(denoise, { schedule });
}

/**
 * Where the probability flow leads x from one level to another: the state's distance from its mean keeps its ratio to the
 * marginal's standard deviation.
 */
export function flowed(x: number, from: Level, to: Level, { mean, std }: GaussianData): number {
  const spread = ({ alpha, sigma }: Level) => Math.hypot(alpha * std, sigma);
  return to.alpha * mean + ((x - from.alpha * mean) * spread(to)) / spread(from);
}
