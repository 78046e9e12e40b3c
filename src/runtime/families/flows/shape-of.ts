import type { Tensor } from "../../core/tf.ts";
import { expectInteger, shapeText } from "../../core/shape.ts";

/** The shape of one example, from the two ways to say it. Throws unless it is said in one of them. */
export function shapeOf(
  who: string,
  { dim, shape }: { dim?: number; shape?: readonly number[] },
): readonly number[] {
  if ((dim === undefined) === (shape === undefined)) {
    throw new TypeError(`${who} is made for examples of dim numbers or of a shape: give one of the two`);
  }
  const lengths = shape ?? [dim ?? 0];
  lengths.forEach((length) => expectInteger(shape ? "an axis of shape" : "dim", length, 1));
  return lengths;
}

/** Throws a RangeError unless x holds examples of this shape along its first axis. */
export function expectExamples(who: string, shape: readonly number[], x: Tensor): void {
  if (x.rank > 0 && x.size > 0 && shapeText(x.shape.slice(1)) === shapeText(shape)) return;
  const wanted = ["batch", ...shape].join(", ");
  throw new RangeError(`${who} takes examples [${wanted}], not ${shapeText(x.shape)}`);
}
