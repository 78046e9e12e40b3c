import { util, type TensorInfo } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

/** Numbers in a row below which a loop copies them faster than a call does. */
const short = 16;

/** Copies a box out of a tensor, row by row of what lies together. */
export function part(x: TensorInfo, begin: number[], size: number[], backend: BackendWasm): TensorInfo {
  const result = backend.makeOutput(size, x.dtype);
  if (util.sizeFromShape(size) === 0) return result;
  // Views of the heap, taken after the allocation: it may have grown, which empties older ones.
  const [from, to] = [x, result].map((info) => backend.typedArrayFromHeap(info));
  // From this axis on, a row lies together: the axes behind it are taken whole.
  let axis = x.shape.length - 1;
  while (axis > 0 && size[axis] === x.shape[axis]) axis--;
  const strides = [...util.computeStrides(x.shape), 1].slice(-x.shape.length);
  const row = util.sizeFromShape(size.slice(Math.max(axis, 0)));
  const outer = size.slice(0, Math.max(axis, 0));
  const start = begin.reduce((sum, index, i) => sum + index * strides[i], 0);
  const at = outer.map(() => 0);
  for (let place = 0, offset = start; place < to.length; place += row) {
    if (row < short) for (let i = 0; i < row; i++) to[place + i] = from[offset + i];
    else to.set(from.subarray(offset, offset + row), place);
    for (let i = outer.length - 1; i >= 0; i--) {
      offset += strides[i];
      if (++at[i] < outer[i]) break;
      offset -= outer[i] * strides[i];
      at[i] = 0;
    }
  }
  return result;
}
