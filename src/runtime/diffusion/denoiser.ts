import type { Tensor } from "../core/tf.ts";
import type { NoiseSchedule } from "../schedules/index.ts";
import type { Predictor } from "./model.ts";
import { ask, type Reading } from "./network.ts";
import { expectSays } from "./parameterization/index.ts";

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

/**
 * The denoiser that reads a network's output. With self-conditioning it asks twice, the second time with its first
 * x_0. At an end of the schedule it throws a RangeError where the output says nothing of x_0 or of eps.
 */
export function denoiser(reading: Reading, model: Predictor, condition?: Tensor): Denoiser {
  const { schedule, predict, selfCondition } = reading;
  const denoise = (xt: Tensor, t: number): Prediction => {
    expectSays(`predicting ${predict.name} says nothing of x_0`, schedule, t, (seen) => predict.x0(seen));
    expectSays(`predicting ${predict.name} says nothing of eps`, schedule, t, (seen) => predict.eps(seen));
    const first = ask(reading, model, xt, t, { condition });
    const estimate = selfCondition ? predict.x0({ ...first.at, output: first.output, xt }) : undefined;
    const { at, output, variance } = estimate
      ? ask(reading, model, xt, t, { estimate, condition, at: first.at })
      : first;
    const seen = { ...at, output, xt };
    const read = { x0: predict.x0(seen), eps: predict.eps(seen) };
    return variance && reading.variance ? { ...read, variance: learned(reading.variance, variance) } : read;
  };
  return Object.assign(denoise, { schedule });
}

/** What a network's second half says of the variance; a range goes from -1 to 1. */
export const learned = (kind: "range" | "free", said: Tensor): LearnedVariance =>
  kind === "range" ? { kind, fraction: said.add(1).div(2) } : { kind, log: said };
