import type { Tensor, Tensor2D } from "../../core/tf.ts";
import { shapeText } from "../../core/shape.ts";

/** The context that a layer takes with x: throws where there is none, one too many, or one of another shape. */
export function expectContext(
  name: string,
  size: number,
  x: Tensor,
  context: Tensor2D | undefined,
): Tensor2D | undefined {
  if (size === 0) return undefined; // other layers of the flow may take it
  const wanted = shapeText([x.shape[0], size]);
  if (!context) throw new TypeError(`${name} is told something of each example: give it a context ${wanted}`);
  if (shapeText(context.shape) === wanted) return context;
  throw new RangeError(`The context of ${name} has shape ${wanted}, not ${shapeText(context.shape)}`);
}
