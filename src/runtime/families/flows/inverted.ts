import { shapeText } from "../../core/shape.ts";
import type { FlowLayer } from "./layer.ts";

/**
 * A layer the other way round, so that what was cheap for densities is cheap for samples: inverse autoregressive flow
 * (1606.04934) is masked autoregressive flow (1705.07057) inverted. The layer must keep the shape of an example. One
 * that begins by a batch must have begun before.
 */
export const inverted = (layer: FlowLayer): FlowLayer => ({
  name: `inverse ${layer.name}`,
  weights: layer.weights,
  forward: layer.inverse,
  inverse: layer.forward,
  passes: { forward: layer.passes.inverse, inverse: layer.passes.forward },
  shape(before) {
    const after = layer.shape(before);
    if (shapeText(after) === shapeText(before)) return before;
    throw new RangeError(
      `${layer.name} turns shape ${shapeText(before)} into ${shapeText(after)}: it cannot be inverted in a flow`,
    );
  },
  dispose: layer.dispose,
});
