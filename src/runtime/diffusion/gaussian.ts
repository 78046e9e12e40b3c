import { tensor, tensor1d, type Scalar, type Tensor } from "../core/tf.ts";
import { sizeOf } from "../core/shape.ts";
import type { Stream } from "../random/index.ts";
import type { Schedule } from "../schedules/index.ts";
import { at, type Timestep } from "./at.ts";
import { denoiser, expectShape, type Denoiser } from "./denoiser.ts";
import type { Predictor } from "./model.ts";
import { parameterizationOf, type parameterizations, type Parameterization } from "./parameterization.ts";

export interface GaussianOptions {
  schedule: Schedule;
  /** What the network predicts: "eps" (the default), "x0", "v", or a parameterization of one's own. */
  predict?: keyof typeof parameterizations | Parameterization;
  /** Weight of an example's squared error at its t; 1 everywhere is DDPM's simple loss. */
  weight?: (at: { t: number; snr: number }) => number;
}

/** Gaussian diffusion with a variance-preserving forward process. Timesteps count from 0 to schedule.steps - 1. */
export interface Gaussian {
  readonly schedule: Schedule;
  readonly predict: Parameterization;
  /** x_t = sqrt(alphaBar_t) x_0 + sqrt(1 - alphaBar_t) eps: DDPM (2006.11239), equation 4. Shapes as `x0` [B, ...]. */
  diffuse(x0: Tensor, t: Timestep, eps: Tensor): Tensor;
  /** q(x_{t-1} | x_t, x_0), equations 6 and 7: `mean` as `x0`; the variances broadcast over it. */
  posterior(x0: Tensor, xt: Tensor, t: Timestep): { mean: Tensor; variance: Tensor; logVariance: Tensor };
  /** Mean squared error at random timesteps, equation 14: what `fit` takes. */
  readonly loss: (model: Predictor, x0: Tensor, random: Stream) => Scalar;
  /** What a sampler needs of a model. */
  denoiser(model: Predictor): Denoiser;
  /** The same process with some options changed. */
  with(changes: Partial<GaussianOptions>): Gaussian;
}

/**
 * Gaussian diffusion over a schedule. Throws a RangeError where the parameterization divides by alpha and the
 * schedule ends with none (zero terminal SNR): predict "v" or "x0" there.
 */
export function gaussian(options: GaussianOptions): Gaussian {
  const { schedule, weight } = options;
  const predict = parameterizationOf(options.predict ?? "eps");
  if (predict.needsSignal && schedule.alphaBar[schedule.steps - 1] === 0) {
    throw new RangeError(
      `The schedule "${schedule.name}" ends in pure noise (alphaBar = 0), where predicting ${predict.name} says ` +
        `nothing about x_0: predict "v" or "x0"`,
    );
  }

  const diffuse = (x0: Tensor, t: Timestep, eps: Tensor): Tensor =>
    at(schedule.alpha, t, x0.shape)
      .mul(x0)
      .add(at(schedule.sigma, t, x0.shape).mul(eps));

  return {
    schedule,
    predict,
    diffuse,
    posterior: (x0, xt, t) => ({
      mean: at(schedule.posteriorMeanX0, t, x0.shape)
        .mul<Tensor>(x0)
        .add(at(schedule.posteriorMeanXt, t, x0.shape).mul(xt)),
      variance: at(schedule.posteriorVariance, t, x0.shape),
      logVariance: at(schedule.posteriorLogVarianceClipped, t, x0.shape),
    }),
    loss(model, x0, random) {
      const t = random.integers(x0.shape[0], schedule.steps);
      const eps = tensor(random.normal(sizeOf(x0.shape)), x0.shape);
      const xt = diffuse(x0, t, eps);
      const output = model(xt, tensor1d(Float32Array.from(t)));
      expectShape(output, xt);
      const alpha = at(schedule.alpha, t, x0.shape);
      const sigma = at(schedule.sigma, t, x0.shape);
      const error = output.sub(predict.target({ x0, eps, xt, alpha, sigma })).square();
      if (!weight) return error.mean();
      const weights = schedule.snr.map((snr, step) => weight({ t: step, snr }));
      return error.mul(at(weights, t, x0.shape)).mean();
    },
    denoiser: (model) => denoiser(schedule, predict, model),
    with: (changes) => gaussian({ ...options, ...changes }),
  };
}
