import { shapeText } from "../../core/shape.ts";

/** The shape of one example, which must be a vector of `dim` numbers: throws a RangeError unless it is. */
export function expectVector(name: string, dim: number, shape: readonly number[]): readonly number[] {
  if (shape.length === 1 && shape[0] === dim) return shape;
  throw new RangeError(`${name} takes examples of shape [${dim}], not ${shapeText(shape)}`);
}

/** The shape of one example, whose last axis must have `channels` entries: throws a RangeError unless it has. */
export function expectChannels(name: string, channels: number, shape: readonly number[]): readonly number[] {
  if (shape.length > 0 && shape[shape.length - 1] === channels) return shape;
  throw new RangeError(
    `${name} takes examples with ${channels} entries along their last axis, not of shape ${shapeText(shape)}`,
  );
}
