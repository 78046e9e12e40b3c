import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { sizeOf } from "../../../core/shape.ts";
import { gather } from "../gather.ts";
import { addressOf, type OwnKernels } from "../own-kernels.ts";
import { scatter } from "../scatter.ts";
import { stockKernel, wasmKernel, type WasmKernel } from "./wasm-kernel.ts";
import { zeros } from "./zeros.ts";

interface Attrs {
  transposeA: boolean;
  transposeB: boolean;
  activation?: string;
}

type Inputs = Record<"a" | "b" | "bias", TensorInfo>;

const names = ["BatchMatMul", "_FusedMatMul"] as const;
const stock = names.map(stockKernel);

/**
 * Products [..., M, K] x [..., K, N] of float32 by our own kernels, either side transposed, one side repeated over the
 * other's batch or not, with a bias [N] added on the way.
 */
export const matMuls = (own: OwnKernels): WasmKernel[] =>
  names.map((name, i) =>
    wasmKernel<"a" | "b" | "bias", Attrs>(name, function run(inputs, attrs, backend): TensorInfo {
      if (inputs.a.shape.at(attrs.transposeA ? -2 : -1) === 0)
        return withOneZero(inputs, attrs, backend, (padded) => run(padded, attrs, backend));
      return isOurs(inputs, attrs)
        ? product(own, inputs, attrs, backend)
        : (stock[i].kernelFunc({ inputs, attrs: attrs as never, backend }) as TensorInfo);
    }),
  );

/** A product [M, 0] x [0, N], of which tfjs leaves the memory as it finds it, as one of zeros [M, 1] x [1, N]. */
function withOneZero(
  { a, b, ...rest }: Inputs,
  { transposeA, transposeB }: Attrs,
  backend: BackendWasm,
  run: (inputs: Inputs) => TensorInfo,
): TensorInfo {
  const padded = ({ shape }: TensorInfo, axis: -1 | -2): TensorInfo =>
    zeros(backend, shape.with(axis, 1), "float32");
  const [left, right] = [padded(a, transposeA ? -2 : -1), padded(b, transposeB ? -1 : -2)];
  const result = run({ ...rest, a: left, b: right });
  for (const { dataId } of [left, right]) backend.disposeData(dataId);
  return result;
}

/** Columns of a transposed left side up to which its rows lie near enough to be read as they are. */
const widest = 512;

const stockTranspose = stockKernel("Transpose");

function transpose(x: TensorInfo, backend: BackendWasm): TensorInfo {
  const axes = x.shape.map((_, i) => i);
  const last = axes.length - 1;
  const perm = [...axes.slice(0, -2), last, last - 1];
  return stockTranspose.kernelFunc({ inputs: { x }, attrs: { perm }, backend }) as TensorInfo; // of one output
}

const lead = (x: TensorInfo): number[] => x.shape.slice(0, -2);

function isOurs({ a, b, bias }: Inputs, { transposeB, activation = "linear" }: Attrs): boolean {
  const [batchA, batchB] = [lead(a), lead(b)];
  const columns = b.shape.at(transposeB ? -2 : -1);
  return (
    a.dtype === "float32" &&
    b.dtype === "float32" &&
    sizeOf(a.shape) > 0 &&
    sizeOf(b.shape) > 0 &&
    (sizeOf(batchA) === 1 || sizeOf(batchB) === 1 || String(batchA) === String(batchB)) &&
    activation === "linear" &&
    // tfjs leaves the bias out where there is none, whatever the type says.
    ((bias as TensorInfo | undefined) === undefined || sizeOf(bias.shape) === columns)
  );
}

function product(own: OwnKernels, { a, b, bias }: Inputs, attrs: Attrs, backend: BackendWasm): TensorInfo {
  const { transposeA, transposeB } = attrs;
  const hasBias = (bias as TensorInfo | undefined) !== undefined;
  const [batchA, batchB] = [sizeOf(lead(a)), sizeOf(lead(b))];
  const wide = Math.max(a.shape[a.shape.length - 1], b.shape[b.shape.length - 1]) > widest;
  if (transposeA && (transposeB || hasBias || batchA !== batchB || wide)) {
    const turned = transpose(a, backend);
    const result = product(own, { a: turned, b, bias }, { ...attrs, transposeA: false }, backend);
    backend.disposeData(turned.dataId);
    return result;
  }
  const [rowsA, columnsA] = a.shape.slice(-2);
  const [rowsB, columnsB] = b.shape.slice(-2);
  const [M, K] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
  const N = transposeB ? rowsB : columnsB;
  const batch = Math.max(batchA, batchB);
  const shape = a.shape.length >= b.shape.length ? lead(a) : lead(b);
  const outer = sizeOf(shape) === batch ? shape : batchA > 1 ? lead(a) : lead(b);
  const result = backend.makeOutput([...outer, M, N], "float32");
  const [left, right, out] = [a, b, result].map((x) => addressOf(backend, x));
  if (transposeA) {
    // Sums of outer products, as a filter's gradient is.
    scatter(own, {
      source: left,
      slope: right,
      out,
      taps: [{ line: 0, point: 0 }],
      K: M,
      N,
      images: batch,
      height: 1,
      width: K,
      lines: 1,
      points: K,
      strideLine: 1,
      stridePoint: 1,
      each: true,
    });
    return result;
  }
  // With one right side for all, the batch is more rows.
  const folded = batchB === 1;
  const rows = folded ? batch * M : M;
  gather(own, {
    source: left,
    out,
    bias: hasBias ? addressOf(backend, bias) : undefined,
    taps: [{ line: 0, point: 0, matrix: right }],
    down: transposeB ? 1 : N,
    across: transposeB ? K : 1,
    K,
    N,
    images: folded ? 1 : batch,
    height: 1,
    width: rows,
    sourceImage: batchA === 1 ? 0 : M * K,
    lines: 1,
    points: rows,
    outImage: M * N,
    outLine: 0,
    outPoint: N,
    strideLine: 0,
    stridePoint: 1,
    matrixImage: folded ? 0 : K * N,
  });
  return result;
}
