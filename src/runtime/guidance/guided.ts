import type { Tensor } from "../core/tf.ts";
import type { Denoiser, Prediction } from "../diffusion/index.ts";
import type { NoiseSchedule } from "../schedules/index.ts";

/** A denoiser from what it predicts. */
export const guided = (schedule: NoiseSchedule, predict: (xt: Tensor, t: number) => Prediction): Denoiser =>
  Object.assign(predict, { schedule });
