import type { Tensor } from "../../core/tf.ts";
import { shapeText } from "../../core/shape.ts";

/** Data of a bound, read out of its tensor. */
export interface Examples {
  readonly count: number;
  /** Dimensions of one example. */
  readonly dims: number;
  /** Example after example. */
  readonly values: Float32Array;
}

/** Reads x_0 [B, ...]. Throws a RangeError where there are no examples or a value is not finite. */
export async function examplesOf(x0: Tensor): Promise<Examples> {
  if (x0.rank < 1 || x0.size < 1) {
    throw new RangeError(
      `x0 must hold examples along its first axis, and its shape is ${shapeText(x0.shape)}`,
    );
  }
  const values = Float32Array.from(await x0.data());
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new RangeError(`x0 must be finite, and its entry ${wrong} is ${values[wrong]}`);
  return { count: x0.shape[0], dims: x0.size / x0.shape[0], values };
}
