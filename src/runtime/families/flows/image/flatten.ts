import { tidy, type Tensor } from "../../../core/tf.ts";
import { shapeText, sizeOf } from "../../../core/shape.ts";
import type { FlowLayer, Moved } from "../layer.ts";
import { noChange } from "../log-det.ts";

/** Examples of one shape as vectors. */
export function flatten({ shape }: { shape: readonly number[] }): FlowLayer {
  const as = (x: Tensor, to: readonly number[]): Moved =>
    tidy(() => ({ y: x.reshape([x.shape[0], ...to]), logDet: noChange(x.shape[0]) }));
  const size = sizeOf(shape);
  return {
    name: "flatten",
    weights: {},
    passes: { forward: 1, inverse: 1 },
    shape(before) {
      if (shapeText(before) === shapeText(shape)) return [size];
      throw new RangeError(
        `flatten is made for examples of shape ${shapeText(shape)}, not ${shapeText(before)}`,
      );
    },
    forward: (x) => as(x, [size]),
    inverse: (y) => as(y, shape),
    dispose: () => undefined,
  };
}
