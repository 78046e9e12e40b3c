import { util, type TensorInfo } from "@tensorflow/tfjs-core";
import { sizeOf } from "../../../core/shape.ts";
import { addressOf, floatWord, type OwnKernels } from "../own-kernels.ts";
import { stockKernel, wasmKernel, type WasmKernel } from "./wasm-kernel.ts";

interface Attrs {
  axis: number | number[];
  keepDims?: boolean;
}

const names = ["Sum", "Mean"] as const;
const stock = names.map(stockKernel);

/** Columns that one chunk adds up. */
const columns = 32;

/**
 * Sums and means over neighbouring axes that have others behind them, such as those by which a bias was repeated: tfjs
 * moves the whole tensor around first.
 */
export const reductions = (own: OwnKernels): WasmKernel[] =>
  names.map((name, i) =>
    wasmKernel<"x", Attrs>(name, ({ x }, attrs, backend) => {
      const axes = util.parseAxisParam(attrs.axis, x.shape);
      const middle = middleOf(x, axes);
      if (!middle)
        return stock[i].kernelFunc({ inputs: { x }, attrs: attrs as never, backend }) as TensorInfo;
      const { outer, length, inner } = middle;
      const shape = x.shape.flatMap((size, axis) =>
        !axes.includes(axis) ? [size] : attrs.keepDims ? [1] : [],
      );
      const result = backend.makeOutput(shape, "float32");
      const blocks = Math.ceil(inner / columns);
      own.run("sums", outer * blocks, outer * length * inner, [
        ...[addressOf(backend, x), addressOf(backend, result)],
        ...[length, inner, columns, blocks, floatWord(name === "Mean" ? 1 / length : 1)],
      ]);
      return result;
    }),
  );

/** x as [outer, length, inner], where its sum over these axes is one over `length` with something behind it. */
function middleOf(x: TensorInfo, axes: number[]): { outer: number; length: number; inner: number } | null {
  const sorted = [...axes].sort((a, b) => a - b);
  const neighbours = sorted.every((axis, i) => axis === sorted[0] + i);
  if (!sorted.length || !neighbours || x.dtype !== "float32" || sizeOf(x.shape) === 0) return null;
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  const outer = sizeOf(x.shape.slice(0, first));
  const length = sizeOf(x.shape.slice(first, last + 1));
  const inner = sizeOf(x.shape.slice(last + 1));
  return inner > 1 && length > 1 ? { outer, length, inner } : null;
}
