import { concat, ones, type Tensor, type Tensor2D, type Tensor4D } from "../../../core/tf.ts";
import { conv, dense } from "../../../networks/layers.ts";
import { silu } from "../../../networks/silu.ts";
import type { WeightMaker } from "../../../networks/weights.ts";

/** What the entries that are kept say of those that are moved: [..., kept] to [..., moved, parameters]. */
export type Conditioner = (kept: Tensor, context?: Tensor2D) => Tensor;

export interface ConditionerSizes {
  kept: number;
  moved: number;
  parameters: number;
  context: number;
  width: number;
  depth: number;
}

/** A fully connected network with SiLU, whose last layer starts at zero. */
export function denseConditioner(make: WeightMaker, sizes: ConditionerSizes): Conditioner {
  const { kept, moved, parameters, context, width, depth } = sizes;
  const hidden = Array.from({ length: depth }, (_, i) =>
    dense(make, `hidden.${i}`, i === 0 ? kept + context : width, width),
  );
  const out = dense(make, "out", width, moved * parameters, 0);
  return (x, told) => {
    const seen = told ? concat([x as Tensor2D, told], 1) : (x as Tensor2D);
    const last = hidden.reduce((h, layer) => silu(layer(h)), seen);
    return out(last).reshape([x.shape[0], moved, parameters]);
  };
}

/**
 * Convolutions of 3 x 3, `depth` of 1 x 1, and 3 x 3 with SiLU, as Glow's (1807.03039, appendix B) with `depth` 1; the
 * last starts at zero. It is told the context at every pixel.
 */
export function imageConditioner(make: WeightMaker, sizes: ConditionerSizes): Conditioner {
  const { kept, moved, parameters, context, width, depth } = sizes;
  const first = conv(make, "in", kept + context, width);
  const hidden = Array.from({ length: depth }, (_, i) =>
    conv(make, `hidden.${i}`, width, width, { kernel: 1 }),
  );
  const out = conv(make, "out", width, moved * parameters, { scale: 0 });
  return (x, told) => {
    const [batch, height, breadth] = x.shape;
    const everywhere =
      told && ones([batch, height, breadth, context]).mul(told.reshape([batch, 1, 1, context]));
    const seen = (everywhere ? concat([x, everywhere], 3) : x) as Tensor4D; // images are of rank 4
    const last = hidden.reduce((h, layer) => silu(layer(h)), silu(first(seen)));
    return out(last).reshape([batch, height, breadth, moved, parameters]);
  };
}
