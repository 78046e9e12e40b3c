import { tidy, transpose } from "../../../core/tf.ts";
import { shapeText } from "../../../core/shape.ts";
import type { FlowLayer } from "../layer.ts";
import { noChange } from "../log-det.ts";

/**
 * Squares of 2 x 2 pixels become channels, [H, W, C] to [H / 2, W / 2, 4 C]: RealNVP (1605.08803), section 3.6. It has
 * no weights. Throws a RangeError for an image of odd height or width.
 */
export const squeeze = (): FlowLayer => ({
  name: "squeeze",
  weights: {},
  passes: { forward: 1, inverse: 1 },
  shape(before) {
    const [height, width, channels] = before;
    if (before.length === 3 && height % 2 === 0 && width % 2 === 0)
      return [height / 2, width / 2, 4 * channels];
    throw new RangeError(
      `squeeze takes images [height, width, channels] of even height and width, not ${shapeText(before)}`,
    );
  },
  // Rows of a square are next to each other once its two columns are one channel axis.
  forward: (x) =>
    tidy(() => {
      const [batch, height, width, channels] = x.shape;
      const rows = x.reshape([(batch * height) / 2, 2, width / 2, 2 * channels]);
      return {
        y: transpose(rows, [0, 2, 1, 3]).reshape([batch, height / 2, width / 2, 4 * channels]),
        logDet: noChange(batch),
      };
    }),
  inverse: (y) =>
    tidy(() => {
      const [batch, height, width, channels] = y.shape;
      const squares = y.reshape([batch * height, width, 2, channels / 2]);
      return {
        y: transpose(squares, [0, 2, 1, 3]).reshape([batch, 2 * height, 2 * width, channels / 4]),
        logDet: noChange(batch),
      };
    }),
  dispose: () => undefined,
});
