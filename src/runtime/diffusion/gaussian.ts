import { whenRead } from "../core/pending-reads.ts";
import { tensor1d, type Scalar, type Tensor, type Tensor1D } from "../core/tf.ts";
import { expectDiscrete, type NoiseSchedule, type Schedule } from "../schedules/index.ts";
import { at, expectTimes, type Timestep } from "./at.ts";
import { denoiser, type Denoiser } from "./denoiser.ts";
import { elbo, type Elbo, type ElboOptions } from "./elbo/index.ts";
import { instant, instants } from "./instant.ts";
import { draw, type Draw } from "./loss/draw.ts";
import { losses } from "./loss/losses.ts";
import { natureOf } from "./loss/nature.ts";
import { errorsOf, type DiffusionLoss, type Observed } from "./loss/observe.ts";
import type { Predictor } from "./model.ts";
import { chosenOptions, type GaussianOptions } from "./options.ts";
import { isLinear, slopeAt, type Parameterization } from "./parameterization/index.ts";
import { weightAt, type Weight } from "./weight/index.ts";

/**
 * Gaussian diffusion with the forward process q(x_t | x_0) = N(alpha_t x_0, sigma_t^2 I) of its schedule. The t of a
 * schedule of steps count from 0 to T - 1; those of continuous time lie in [0, 1].
 */
export interface Gaussian<S extends NoiseSchedule = Schedule> {
  readonly schedule: S;
  readonly predict: Parameterization;
  readonly weight: Weight;
  /** x_t = alpha_t x_0 + sigma_t eps: DDPM (2006.11239), equation 4. Shapes as `x0` [B, ...]. */
  diffuse(x0: Tensor, t: Timestep, eps: Tensor): Tensor;
  /** q(x_{t-1} | x_t, x_0), equations 6 and 7: `mean` as `x0`; the variances broadcast over it. Steps alone. */
  posterior(x0: Tensor, xt: Tensor, t: Timestep): { mean: Tensor; variance: Tensor; logVariance: Tensor };
  /**
   * The mean of `losses` at random t, DDPM's equation 14 unless options say otherwise: what `fit` takes. Conditions [B,
   * ...] are handed to the model. What learns from the losses how to draw t is told of them before it returns, on webgpu
   * once they have been computed; `fit` waits for that.
   */
  readonly loss: DiffusionLoss;
  /** The loss of each example [B] for what was drawn, a pure function of tensors. */
  readonly losses: (model: Predictor, x0: Tensor, drawn: Draw) => Tensor1D;
  /** What the squared error of the network's own output is multiplied by at t. */
  readonly weightAt: (t: number) => number;
  /** The variational bound of data x_0 [B, ...] under a model, term by term, which it shows: see `elbo`. */
  elbo(model: Predictor, x0: Tensor, options?: ElboOptions): Promise<Elbo>;
  /** What a sampler needs of a model; `condition` [B, ...] is that of the samples. */
  denoiser(model: Predictor, condition?: Tensor): Denoiser;
  /** The same process with some options changed. */
  with<N extends NoiseSchedule = S>(changes: Partial<GaussianOptions<N>>): Gaussian<N>;
}

/**
 * Gaussian diffusion over a schedule. Throws a RangeError for an option that is out of range or not known, and where
 * the parameterization says nothing of x_0 at the end of the schedule (noise at zero terminal SNR).
 */
export function gaussian<S extends NoiseSchedule>(options: GaussianOptions<S>): Gaussian<S> {
  const chosen = chosenOptions(options);
  const { schedule } = options;
  const { predict, weight, times, lambda } = chosen;

  const partsOf = (model: Predictor, x0: Tensor, drawn: Draw) => {
    expectTimes(schedule, drawn.t);
    const parts = losses(chosen, model, x0, drawn);
    const { error, bound } = parts;
    // The bound is the sum over all T steps, of which this is the mean.
    const each = bound
      ? error.add<Tensor1D>(bound.mul(lambda * expectDiscrete(schedule, "The bound").steps))
      : error;
    return { ...parts, each };
  };
  const drawnLoss = (...[model, x0, random, condition]: Parameters<DiffusionLoss>) => {
    const drawn = draw(chosen, x0, random, condition);
    const { each, apart, at } = partsOf(model, x0, drawn);
    if (times.learn) whenRead(each, random, (losses) => times.learn?.(schedule, random, drawn.t, losses));
    const loss = (drawn.weights ? each.mul(tensor1d(Float32Array.from(drawn.weights))) : each).mean<Scalar>();
    return { loss, apart, at, drawn };
  };
  const observe = (...of: Parameters<DiffusionLoss>): Observed => {
    const { loss, drawn, ...parts } = drawnLoss(...of);
    return { loss, errors: errorsOf(predict, parts), t: drawn.t, weights: drawn.weights };
  };
  const loss: DiffusionLoss = Object.assign(
    (...of: Parameters<DiffusionLoss>): Scalar => drawnLoss(...of).loss,
    { nature: natureOf(chosen), observed: () => (isLinear(predict, schedule) ? observe : null) },
  );

  return {
    schedule,
    predict,
    weight,
    diffuse(x0, t, eps) {
      expectTimes(schedule, t);
      const { alpha, sigma } = instants(schedule, t, x0.shape);
      return alpha.mul<Tensor>(x0).add(sigma.mul(eps));
    },
    posterior(x0, xt, t) {
      const steps = expectDiscrete(schedule, "The posterior of a step");
      return {
        mean: at(steps.posteriorMeanX0, t, x0.shape)
          .mul<Tensor>(x0)
          .add(at(steps.posteriorMeanXt, t, x0.shape).mul(xt)),
        variance: at(steps.posteriorVariance, t, x0.shape),
        logVariance: at(steps.posteriorLogVarianceClipped, t, x0.shape),
      };
    },
    loss,
    losses: (model, x0, drawn) => partsOf(model, x0, drawn).each,
    weightAt(t) {
      const here = instant(schedule, t);
      if (weight.of === "output") return weightAt(weight, here);
      return weightAt(weight, here) * slopeAt(predict, weight.of, schedule, t) ** 2;
    },
    elbo: (model, x0, options) => elbo(denoiser(chosen, model), x0, options),
    denoiser: (model, condition) => denoiser(chosen, model, condition),
    with: <N extends NoiseSchedule = S>(changes: Partial<GaussianOptions<N>>) =>
      // Where another schedule is given it is of type N; where none is, N is S.
      gaussian<N>({ ...options, ...changes } as GaussianOptions<N>),
  };
}
