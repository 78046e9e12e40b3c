import { grad, keep, type Tensor } from "../core/tf.ts";
import { expectFiniteNumber, expectOptions } from "../core/options.ts";
import { shapeText } from "../core/shape.ts";
import type { Denoiser, Prediction } from "../diffusion/index.ts";
import type { Level } from "../schedules/index.ts";
import { guided } from "./guided.ts";
import { tilted } from "./tilted.ts";

export interface ReconstructionOptions {
  /** What is measured of data [B, ...], in steps that tfjs can differentiate; the data itself unless given. */
  operator?: (x0: Tensor) => Tensor;
  /** 0 is no guidance; 1 is what the variance says. */
  scale?: number;
  /**
   * Variance of the measurement about A(x_0 hat) at a level, noise of the measurement included: sigma^2 / alpha^2 unless
   * given. A constant is diffusion posterior sampling's, the noise's alone.
   */
  variance?: (level: Level) => number;
}

/**
 * Reconstruction guidance towards data whose measurement A(x_0) is `measured`: the score gains the gradient of
 * ln N(measured; A(x_0 hat(x_t)), variance I), taken through the denoiser. With the default variance it is that of
 * video diffusion (2204.03458, section 3.1; `scale` is its w_r), with a constant one that of diffusion posterior sampling
 * (2209.14687, theorem 1). `measured` has the shape that `operator` gives, or 1 example that all share, and stays yours.
 *
 * Throws a RangeError for a scale that is not finite, and in use where the shapes do not fit or the variance is not
 * above 0.
 */
export function reconstruction(
  denoiser: Denoiser,
  measured: Tensor,
  options: ReconstructionOptions = {},
): Denoiser {
  expectOptions("Reconstruction guidance", options, ["operator", "scale", "variance"]);
  const {
    operator = (x0: Tensor): Tensor => x0,
    scale = 1,
    variance = ({ alpha, sigma }) => (sigma / alpha) ** 2,
  } = options;
  expectFiniteNumber("reconstruction guidance", "scale", scale);
  return guided(denoiser.schedule, (xt, t) => {
    const level = denoiser.schedule.level(t);
    if (scale === 0 || level.alpha === 0) return denoiser(xt, t);
    const spread = variance(level);
    if (!(spread > 0))
      throw new RangeError(`The variance of a measurement is above 0, not ${spread} (t = ${t})`);

    let kept: Prediction | undefined;
    const misfit = (x: Tensor): Tensor => {
      const predicted = denoiser(x, t);
      // The gradient's own scope ends with it, and what was predicted is needed after.
      kept = { ...predicted, x0: keep(predicted.x0.clone()), eps: keep(predicted.eps.clone()) };
      const found = operator(predicted.x0);
      expectMeasured(measured, found);
      return found.sub(measured).square().sum();
    };
    try {
      const gradient = grad(misfit)(xt);
      const prediction = { ...kept!, x0: kept!.x0.clone(), eps: kept!.eps.clone() };
      return tilted(prediction, gradient.mul(-scale / (2 * spread)), level);
    } finally {
      kept?.x0.dispose();
      kept?.eps.dispose();
    }
  });
}

function expectMeasured(measured: Tensor, found: Tensor): void {
  const [batch, ...rest] = measured.shape;
  const [examples, ...entries] = found.shape;
  if (shapeText(rest) === shapeText(entries) && (batch === examples || batch === 1)) return;
  throw new RangeError(
    `The operator gives ${shapeText(found.shape)}, which the measurement ${shapeText(measured.shape)} does not fit`,
  );
}
