import { grad, type Tensor } from "../core/tf.ts";
import { expectFiniteNumber, expectOptions } from "../core/options.ts";
import { shapeText } from "../core/shape.ts";
import type { Denoiser } from "../diffusion/index.ts";
import { guided } from "./guided.ts";
import { tilted } from "./tilted.ts";

/**
 * Classifier guidance (2105.05233, algorithm 2): eps - scale sigma grad log p(y | x_t). `logProb` gives the logarithm of
 * p(y | x_t) in nats for each example of x_t [B, ...], as [B]; y is whatever it has in mind. tfjs differentiates it.
 * With scale 0 there is no guidance; 1 (the default) is Bayes' rule, more than 1 sharpens the classifier.
 *
 * Throws a RangeError for a scale that is not finite, and in use where `logProb` gives another shape.
 */
export function classifier(
  denoiser: Denoiser,
  logProb: (xt: Tensor, t: number) => Tensor,
  options: { scale?: number } = {},
): Denoiser {
  expectOptions("Classifier guidance", options, ["scale"]);
  const { scale = 1 } = options;
  expectFiniteNumber("classifier guidance", "scale", scale);
  return guided(denoiser.schedule, (xt, t) => {
    const prediction = denoiser(xt, t);
    if (scale === 0) return prediction;
    const total = (x: Tensor): Tensor => {
      const each = logProb(x, t);
      if (shapeText(each.shape) === shapeText([x.shape[0]])) return each.sum();
      throw new RangeError(
        `log p(y | x_t) has one number for each example, [${x.shape[0]}], and not the shape ${shapeText(each.shape)}`,
      );
    };
    return tilted(prediction, grad(total)(xt).mul(scale), denoiser.schedule.level(t));
  });
}
