import { fill, scalar, type Tensor } from "../core/tf.ts";
import { shapeText } from "../core/shape.ts";
import type { Schedule } from "../schedules/index.ts";
import type { Predictor } from "./model.ts";
import type { Parameterization } from "./parameterization.ts";

/** All a sampler sees of a model: the data and the noise that x_t [B, ...] is thought to be made of. */
export interface Denoiser {
  /** `t` is 0-based. Both tensors have the shape of `xt`. */
  (xt: Tensor, t: number): { x0: Tensor; eps: Tensor };
  readonly schedule: Schedule;
}

/** The denoiser that reads a network's output by its parameterization. */
export function denoiser(schedule: Schedule, predict: Parameterization, model: Predictor): Denoiser {
  const denoise = (xt: Tensor, t: number) => {
    const output = model(xt, fill([xt.shape[0]], t));
    expectShape(output, xt);
    const seen = { output, xt, alpha: scalar(schedule.alpha[t]), sigma: scalar(schedule.sigma[t]) };
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
