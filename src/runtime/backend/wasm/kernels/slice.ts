import { slice_util, util, type TensorInfo } from "@tensorflow/tfjs-core";
import { stockKernel, wasmKernel } from "./wasm-kernel.ts";
import { part } from "./part.ts";

const stockSlice = stockKernel("Slice");
const stockSplit = stockKernel("SplitV");

/** tfjs's kernels copy the whole tensor out of the heap first, however little of it is wanted. */
export const slice = wasmKernel<"x", { begin: number[]; size: number[] }>(
  "Slice",
  ({ x }, attrs, backend) => {
    if (!isNumeric(x)) return stockSlice.kernelFunc({ inputs: { x }, attrs, backend }) as TensorInfo; // of one output
    const [begin, size] = slice_util.parseSliceParams(x, attrs.begin, attrs.size); // reads its shape alone
    return part(x, begin, size, backend);
  },
);

export const splitV = wasmKernel<"x", { numOrSizeSplits: number | number[]; axis: number }>(
  "SplitV",
  ({ x }, attrs, backend) => {
    if (!isNumeric(x)) return stockSplit.kernelFunc({ inputs: { x }, attrs, backend }) as TensorInfo;
    const [axis] = util.parseAxisParam(attrs.axis, x.shape);
    let from = 0;
    const parts = sizesOf(attrs.numOrSizeSplits, x.shape[axis]).map((length) => {
      const begin = x.shape.map((_, i) => (i === axis ? from : 0));
      from += length;
      return part(x, begin, x.shape.with(axis, length), backend);
    });
    return parts as never; // one kernel whose outputs are several
  },
);

const isNumeric = ({ dtype }: TensorInfo): boolean => dtype !== "string" && dtype !== "complex64";

/** The parts of an axis: so many of the same length, or lengths, one of which may be -1 for what is left. */
function sizesOf(parts: number | number[], length: number): number[] {
  if (typeof parts === "number") return Array.from({ length: parts }, () => length / parts);
  const known = parts.reduce((sum, size) => (size === -1 ? sum : sum + size), 0);
  return parts.map((size) => (size === -1 ? length - known : size));
}
