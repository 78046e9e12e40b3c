import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { sizeOf } from "../../../core/shape.ts";
import type { Calls } from "./compose.ts";

/** [..., m, k] times [..., k, n], one fast product after the other. The copies cost far less than a scalar loop. */
export function matMulEach(
  calls: Calls,
  backend: BackendWasm,
  a: TensorInfo,
  b: TensorInfo,
  shape: number[],
): TensorInfo {
  const [m, n] = shape.slice(-2);
  const k = a.shape[a.shape.length - 1];
  const batch = sizeOf(shape.slice(0, -2));
  const lefts = calls.view(a, [batch, m, k]);
  const rights = calls.view(b, [batch, k, n]);
  const out = backend.makeOutput(shape, "float32");
  for (let i = 0; i < batch; i++) {
    const left = calls.slice(lefts, [i, 0, 0], [1, m, k]);
    const right = calls.slice(rights, [i, 0, 0], [1, k, n]);
    const product = calls.matMul(left, right);
    backend.typedArrayFromHeap(out).set(backend.typedArrayFromHeap(product), i * m * n);
  }
  return out;
}
