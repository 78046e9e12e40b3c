import { sizeOf } from "../core/shape.ts";
import type { Node, Trace } from "./trace.ts";

/** Multiplications and additions of a kernel that is a product or a convolution; null of all others, which are few by number. */
export function flopsOf({ kernel, keys, inputs, outputs, attrs }: Node, { values }: Trace): number | null {
  const shapeOf = (key: string): readonly number[] => values[inputs[keys?.indexOf(key) ?? -1]].shape;
  const given = attrs as Record<string, unknown> | undefined;
  const out = sizeOf(values[outputs[0]].shape);
  switch (kernel) {
    case "BatchMatMul":
    case "_FusedMatMul":
      return 2 * out * (shapeOf("a").at(given?.["transposeA"] ? -2 : -1) ?? 1);
    case "Conv2D":
    case "FusedConv2D":
      return 2 * out * sizeOf(shapeOf("filter").slice(0, 3));
    case "Conv2DBackpropInput":
      return 2 * sizeOf(shapeOf("dy")) * sizeOf(shapeOf("filter").slice(0, 3));
    case "Conv2DBackpropFilter":
      return 2 * sizeOf(shapeOf("dy")) * sizeOf((given?.["filterShape"] as number[]).slice(0, 3));
    default:
      return null;
  }
}
