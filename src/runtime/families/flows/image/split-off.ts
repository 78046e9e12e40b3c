import { concat, split, tidy, type Tensor, type Tensor2D } from "../../../core/tf.ts";
import { shapeText, sizeOf } from "../../../core/shape.ts";
import type { FlowLayer } from "../layer.ts";

export interface SplitOffOptions {
  /** The shape of one example, [H, W, C] with an even C. */
  shape: readonly number[];
  /** What the first half of the channels goes through; it must end in vectors. */
  rest: FlowLayer;
}

/**
 * The second half of the channels is done; the first goes on through `rest`: the multi-scale architecture of RealNVP
 * (1605.08803), section 3.6. What comes out is a vector, the finished half first. Throws a RangeError where the shapes
 * do not fit.
 */
export function splitOff({ shape, rest }: SplitOffOptions): FlowLayer {
  const [height, width, channels] = shape;
  if (shape.length !== 3 || channels % 2) {
    throw new RangeError(`splitOff takes images with an even number of channels, not ${shapeText(shape)}`);
  }
  const half = [height, width, channels / 2];
  const size = sizeOf(half);
  const after = rest.shape(half);
  if (after.length !== 1)
    throw new RangeError(`What follows splitOff must end in vectors, not in ${shapeText(after)}`);
  const halves = (x: Tensor): Tensor[] => split(x, 2, 3);
  const { start } = rest;
  return {
    name: "split",
    weights: rest.weights,
    passes: rest.passes,
    shape(before) {
      if (shapeText(before) === shapeText(shape)) return [2 * size];
      throw new RangeError(`splitOff is made for images ${shapeText(shape)}, not ${shapeText(before)}`);
    },
    forward: (x, context) =>
      tidy(() => {
        const [going, done] = halves(x);
        const { y, logDet } = rest.forward(going, context);
        return { y: concat([done.reshape([-1, size]), y], 1), logDet };
      }),
    inverse: (y, context) =>
      tidy(() => {
        const [done, gone] = split(y, 2, 1);
        const { y: going, logDet } = rest.inverse(gone, context);
        return { y: concat([going, done.reshape(going.shape)], 3), logDet };
      }),
    ...(start && {
      start: {
        due: start.due,
        by: (x: Tensor, context?: Tensor2D) => tidy(() => start.by(halves(x)[0], context)),
      },
    }),
    dispose: rest.dispose,
  };
}
