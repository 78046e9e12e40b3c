import type { Tensor } from "../core/tf.ts";
import type { Prediction } from "../diffusion/index.ts";
import type { Level } from "../schedules/index.ts";

/**
 * What is predicted once the density of x_t is multiplied by a likelihood whose logarithm has this gradient [B, ...]:
 * the score of x_t, -eps / sigma, gains it. x_0 follows, so that x_t = alpha x_0 + sigma eps holds. Where there is no
 * signal, x_t says nothing that could be likely or not.
 */
export const tilted = (prediction: Prediction, gradient: Tensor, { alpha, sigma }: Level): Prediction =>
  alpha === 0
    ? prediction
    : {
        ...prediction,
        x0: prediction.x0.add(gradient.mul(sigma ** 2 / alpha)),
        eps: prediction.eps.sub(gradient.mul(sigma)),
      };
