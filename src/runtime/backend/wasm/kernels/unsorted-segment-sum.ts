import { util, type TensorInfo } from "@tensorflow/tfjs-core";
import { wasmKernel } from "./wasm-kernel.ts";
import { zeros } from "./zeros.ts";

/**
 * Sums the rows of x [N, …] that have the same id into [numSegments, …]: the gradient of taking rows. Rows whose id is
 * below 0 are dropped.
 */
export const unsortedSegmentSum = wasmKernel<"x" | "segmentIds", { numSegments: number }>(
  "UnsortedSegmentSum",
  ({ x, segmentIds }, { numSegments }, backend): TensorInfo => {
    const [rows, ...rest] = x.shape;
    const size = util.sizeFromShape(rest);
    const result = zeros(backend, [numSegments, ...rest], x.dtype);
    // Views of the heap, taken after the allocation: it may have grown, which empties older ones.
    const [from, ids, to] = [x, segmentIds, result].map((info) => backend.typedArrayFromHeap(info));
    for (let row = 0; row < rows; row++) {
      const id = ids[row];
      if (id < 0) continue;
      if (id >= numSegments) throw new RangeError(`A segment's id must be below ${numSegments}, not ${id}`);
      for (let i = 0; i < size; i++) to[id * size + i] += from[row * size + i];
    }
    return result;
  },
);
