import { fill, scalar, type Tensor } from "../core/tf.ts";
import { shapeText } from "../core/shape.ts";
import type { NoiseSchedule } from "../schedules/index.ts";
import type { Predictor } from "./model.ts";
import type { Parameterization } from "./parameterization.ts";

/** What x_t [B, ...] is thought to be made of: x_t = alpha x_0 + sigma eps. Both tensors have its shape. */
export interface Prediction {
  readonly x0: Tensor;
  readonly eps: Tensor;
  /** The variance of p(x_s | x_t) where the model has learned one. */
  readonly variance?: LearnedVariance;
}

/**
 * A learned variance, of the shape of x_t. "range": the fraction of the way from ln of the posterior variance (0) to ln
 * beta (1), Nichol and Dhariwal (2102.09672), equation 15, which holds for steps of any length. "free": its logarithm
 * itself, for the step from t to t - 1.
 */
export type LearnedVariance =
  { readonly kind: "range"; readonly fraction: Tensor } | { readonly kind: "free"; readonly log: Tensor };

/** All a sampler sees of a model. */
export interface Denoiser {
  /** `t` lies in the range of the schedule and need not be whole. */
  (xt: Tensor, t: number): Prediction;
  readonly schedule: NoiseSchedule;
}

/** The denoiser that reads a network's output by its parameterization. */
export function denoiser(schedule: NoiseSchedule, predict: Parameterization, model: Predictor): Denoiser {
  const denoise = (xt: Tensor, t: number) => {
    const output = model(xt, fill([xt.shape[0]], t));
    expectShape(output, xt);
    const { alpha, sigma } = schedule.level(t);
    const seen = { output, xt, alpha: scalar(alpha), sigma: scalar(sigma) };
    return { x0: predict.x0(seen), eps: predict.eps(seen) };
  };
  return Object.assign(denoise, { schedule });
}

export function expectShape(output: Tensor, xt: Tensor): void {
  if (output.shape.length !== xt.shape.length || output.shape.some((length, i) => length !== xt.shape[i])) {
    throw new RangeError(
      `The model turns x_t of shape ${shapeText(xt.shape)} into ${shapeText(output.shape)}: the shapes must be equal`,
    );
  }
}
