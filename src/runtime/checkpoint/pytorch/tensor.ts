import { shapeText, sizeOf } from "../../core/shape.ts";
import { described, Tuple, type Pickled } from "../pickle/values.ts";
import { expectIndex } from "./index-number.ts";
import { Part, Storage, StoredTensor } from "./values.ts";

/** More axes than any tensor has. */
const mostAxes = 64;

/** A tensor of (storage, offset, shape, strides, …). Throws a RangeError unless all its numbers lie in the storage. */
export function rebuiltTensor([of, offset, sizes, steps]: readonly Pickled[]): StoredTensor {
  if (!(of instanceof Storage || of instanceof Part)) {
    throw new RangeError(`its pickle makes a tensor of ${described(of)}`);
  }
  const storage = of instanceof Part ? of.storage : of;
  const from = expectIndex(offset, `where a tensor begins in storage ${storage.key}`);
  const shape = indices(sizes, `the shape of a tensor of storage ${storage.key}`);
  const strides = indices(steps, `the strides of a tensor of storage ${storage.key}`);
  if (shape.length !== strides.length) {
    throw new RangeError(`its tensor ${shapeText(shape)} has ${strides.length} strides`);
  }
  const last = shape.reduce((at, length, axis) => at + (length - 1) * strides[axis], from);
  const fits = shape.includes(0) || last < of.size;
  if (!fits || !Number.isSafeInteger(sizeOf(shape))) {
    throw new RangeError(
      `its tensor ${shapeText(shape)} reaches from ${from} to ${last} in storage ${storage.key}, which has ${of.size} numbers`,
    );
  }
  return new StoredTensor(storage, from + (of instanceof Part ? of.offset : 0), shape, strides);
}

function indices(value: Pickled, of: string): number[] {
  if (!(value instanceof Tuple) || value.items.length > mostAxes) {
    throw new RangeError(`its pickle has ${described(value)} for ${of}`);
  }
  return value.items.map((item) => expectIndex(item, of));
}
