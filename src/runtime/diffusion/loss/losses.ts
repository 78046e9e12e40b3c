import { tensor1d, type Tensor, type Tensor1D } from "../../core/tf.ts";
import { expectDiscrete } from "../../schedules/index.ts";
import { learned } from "../denoiser.ts";
import { instant, instants, type Instants } from "../instant.ts";
import type { Predictor } from "../model.ts";
import { ask, type Reading } from "../network.ts";
import type { Norm } from "../norm.ts";
import { slope } from "../parameterization/index.ts";
import { weightAt, type Weight } from "../weight/index.ts";
import { decoders, type DecoderName } from "./decoder.ts";
import { detach } from "./detach.ts";
import type { Draw } from "./draw.ts";
import { boundTerm } from "./variational-bound.ts";

export interface LossOptions extends Reading {
  readonly weight: Weight;
  readonly norm: Norm;
  /** How much the bound counts that a variance is learned by. */
  readonly lambda: number;
  readonly decoder: DecoderName;
}

/** The two parts of each example's loss [B], and the error that they are made of. */
export interface Losses {
  /** The weighted norm of the error. */
  readonly error: Tensor1D;
  /** L_t of the learned variance in bits by dimension; null where none is learned. */
  readonly bound: Tensor1D | null;
  /** The error of the network's own output [B, ...], not weighted, and where its examples are on the schedule. */
  readonly apart: Tensor;
  readonly at: Instants;
}

/**
 * The losses of a batch x0 [B, ...], a pure function of tensors for what was drawn. The error is that of x_0 or eps where
 * the weight is, else the output's. The bound moves the variance alone: its mean is detached, Nichol and Dhariwal
 * (2102.09672), section 3.1.
 */
export function losses(options: LossOptions, model: Predictor, x0: Tensor, drawn: Draw): Losses {
  const { schedule, predict, weight } = options;
  const { t, eps, perturbation, condition } = drawn;
  const at = instants(schedule, t, x0.shape);
  const xt = at.alpha.mul(x0).add(at.sigma.mul(perturbation ? eps.add(perturbation) : eps));
  const seen = (output: Tensor) => ({ ...at, output, xt });

  const estimate =
    options.selfCondition && drawn.estimated
      ? detach(predict.x0(seen(ask(options, model, xt, t, { condition, at }).output)))
      : undefined;
  const { output, variance } = ask(options, model, xt, t, { estimate, condition, at });

  const apart = output.sub(predict.target({ ...at, x0, eps, xt }));
  const error = weight.of === "output" ? apart : apart.mul(slope(predict, weight.of, at));
  const weights = Float32Array.from(t, (one) => weightAt(weight, instant(schedule, one)));
  return {
    error: options.norm(error).mul(tensor1d(weights, "float32")),
    bound:
      variance && options.variance
        ? boundTerm(expectDiscrete(schedule, "A learned variance"), decoders[options.decoder], {
            t,
            x0,
            xt,
            read: predict.x0(seen(detach(output))),
            variance: learned(options.variance, variance),
          })
        : null,
    apart,
    at,
  };
}
