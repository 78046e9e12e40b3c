import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

/** Memory of a tensor with zeros in it: what a backend's output has in it is whatever was there before. */
export function zeros(backend: BackendWasm, shape: number[], dtype: TensorInfo["dtype"]): TensorInfo {
  const result = backend.makeOutput(shape, dtype);
  backend.typedArrayFromHeap(result).fill(0);
  return result;
}
