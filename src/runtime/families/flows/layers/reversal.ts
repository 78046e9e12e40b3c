import { reverse, tidy } from "../../../core/tf.ts";
import type { FlowLayer, Moved } from "../layer.ts";
import { noChange } from "../log-det.ts";
import { shapeText } from "../../../core/shape.ts";
import type { Tensor } from "../../../core/tf.ts";

/** The last axis the other way round, so that the next layer sees another order. It has no weights. */
export function reversal(): FlowLayer {
  const move = (x: Tensor): Moved =>
    tidy(() => ({ y: reverse(x, x.rank - 1), logDet: noChange(x.shape[0]) }));
  return {
    name: "reversal",
    weights: {},
    passes: { forward: 1, inverse: 1 },
    shape(before) {
      if (before.length > 0) return before;
      throw new RangeError(`reversal takes examples with an axis, not of shape ${shapeText(before)}`);
    },
    forward: move,
    inverse: move,
    dispose: () => undefined,
  };
}
