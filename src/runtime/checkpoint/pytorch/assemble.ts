import { sizeOf } from "../../core/shape.ts";
import type { Values, Weight } from "../weights/dtypes.ts";
import type { StoredTensor } from "./values.ts";

/** How much more than their storages tensors may hold that lie in them in another order, or repeat them. */
const mostRepeated = 16;
const alwaysEnough = 1 << 20;

/**
 * Tensors of the numbers of their storages. One that lies there row after row is a window of them; others are copied in
 * order. Throws a RangeError where the copies would be far more than the file holds.
 */
export function assembled(
  tensors: ReadonlyMap<string, StoredTensor>,
  numbers: ReadonlyMap<string, Values>,
): Map<string, Weight> {
  const stored = [...numbers.values()].reduce((sum, { length }) => sum + length, 0);
  let room = Math.max(alwaysEnough, mostRepeated * stored);
  const weights = new Map<string, Weight>();
  for (const [name, tensor] of tensors) {
    const values = numbers.get(tensor.storage.key);
    if (!values) throw new RangeError(`the numbers of its tensor ${name} are not there`);
    const { shape, storage } = tensor;
    const size = sizeOf(shape);
    const inOrder = isInOrder(tensor);
    if (!inOrder && (room -= size) < 0) {
      throw new RangeError(
        `its tensors repeat their numbers: they are more than ${mostRepeated} times as many`,
      );
    }
    const data = inOrder
      ? values.subarray(tensor.offset, tensor.offset + size)
      : gathered(tensor, values, size);
    weights.set(name, { shape, dtype: storage.dtype, data });
  }
  return weights;
}

/** Whether the numbers lie row after row. The stride of an axis of length 1 says nothing. */
function isInOrder({ shape, strides }: StoredTensor): boolean {
  if (shape.includes(0)) return true;
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== expected) return false;
    expected *= shape[axis];
  }
  return true;
}

function gathered({ shape, strides, offset }: StoredTensor, values: Values, size: number): Values {
  // The constructor of whichever of the types it is.
  const data = new (values.constructor as new (length: number) => Values)(size);
  const index = shape.map(() => 0);
  let from = offset;
  for (let to = 0; to < size; to++) {
    data[to] = values[from];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis];
      if (++index[axis] < shape[axis]) break;
      from -= index[axis] * strides[axis];
      index[axis] = 0;
    }
  }
  return data;
}
