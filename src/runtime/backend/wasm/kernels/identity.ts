import type { DataType, TensorInfo } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { stockKernel, wasmKernel } from "./wasm-kernel.ts";

function share(x: TensorInfo, backend: BackendWasm): TensorInfo {
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
}

/** The engine clones every tensor it saves for a gradient, and tfjs's kernel copies its memory. Tensors never change. */
export const identity = wasmKernel<"x", object>("Identity", ({ x }, _, backend) => share(x, backend));

const stockCast = stockKernel("Cast");

/** A cast to the type a tensor already has shares its memory. */
export const cast = wasmKernel<"x", { dtype: DataType }>("Cast", ({ x }, { dtype }, backend) =>
  x.dtype === dtype
    ? share(x, backend)
    : // A cast has one output.
      (stockCast.kernelFunc({ inputs: { x }, attrs: { dtype }, backend }) as TensorInfo),
);
