import { broadcast_util, type TensorInfo } from "@tensorflow/tfjs-core";
import { sizeOf } from "../../../core/shape.ts";
import { compose, stockKernel, type Calls, wasmKernel } from "./compose.ts";
import { matMulEach } from "./mat-mul-each.ts";

const stock = stockKernel("BatchMatMul");

/**
 * Multiplications of one product below which tfjs's scalar loop is done before a fast product has been set up: for one
 * that stands alone, and for one of a batch, whose operands have to be cut out first.
 */
const smallest = { alone: 2 ** 11, ofBatch: 2 ** 17 };

/**
 * tfjs's kernel is fast for one product without transposes and a scalar loop for everything else: for the gradients
 * of every dense layer, and for attention. Here transposes are made first and a batch is a series of fast products.
 */
export const batchMatMul = wasmKernel<"a" | "b", { transposeA: boolean; transposeB: boolean }>(
  "BatchMatMul",
  ({ a, b }, attrs, backend) => {
    const { transposeA, transposeB } = attrs;
    const batchA = sizeOf(a.shape.slice(0, -2));
    const batchB = sizeOf(b.shape.slice(0, -2));
    const work = sizeOf(a.shape.slice(-2)) * b.shape[b.shape.length - (transposeB ? 2 : 1)];
    const fastAlready = !transposeA && !transposeB && batchA === 1 && batchB === 1;
    const floats = a.dtype === "float32" && b.dtype === "float32";
    const oneRight = batchB === 1;
    const tooSmall = oneRight ? batchA * work < smallest.alone : work < smallest.ofBatch;
    if (!floats || fastAlready || tooSmall || (!oneRight && batchA !== batchB)) {
      // A product has one output.
      return stock.kernelFunc({ inputs: { a, b }, attrs, backend }) as TensorInfo;
    }

    return compose(backend, (calls) => {
      const left = transposeA ? swapLast(calls, a) : a;
      const right = transposeB ? swapLast(calls, b) : b;
      const [m, k] = left.shape.slice(-2);
      const n = right.shape[right.shape.length - 1];
      const lead = broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
      if (!oneRight) return matMulEach(calls, backend, left, right, [...lead, m, n]);
      const product = calls.matMul(calls.view(left, [1, batchA * m, k]), calls.view(right, [1, k, n]));
      return calls.view(product, [...lead, m, n]);
    });
  },
);

function swapLast(calls: Calls, x: TensorInfo): TensorInfo {
  const axes = x.shape.map((_, i) => i);
  const last = axes.length - 1;
  return calls.transpose(x, [...axes.slice(0, -2), last, last - 1]);
}
