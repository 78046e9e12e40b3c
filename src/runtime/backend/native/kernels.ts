import { getKernel, type KernelConfig, type NamedAttrMap, type TensorInfo } from "@tensorflow/tfjs-core";

/** Under this name tfjs-node registers its kernels. */
export const on = "tensorflow";

/** What a kernel is given as the backend. */
export interface Frees {
  disposeData(dataId: object): unknown;
}

export function kernelOf(kernel: string): KernelConfig {
  // tfjs types the lookup as if it could not fail.
  const found = getKernel(kernel, on) as KernelConfig | undefined;
  if (!found) throw new Error(`tfjs-node has no kernel ${kernel}`);
  return found;
}

/** Runs a kernel that has one output. */
export const run = (
  { kernelFunc }: KernelConfig,
  inputs: Record<string, TensorInfo>,
  attrs: unknown,
  backend: object,
): TensorInfo => kernelFunc({ inputs, attrs: attrs as NamedAttrMap, backend }) as TensorInfo;
