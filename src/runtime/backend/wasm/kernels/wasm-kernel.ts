import "@tensorflow/tfjs-backend-wasm";
import { getKernel, type KernelConfig, type TensorInfo } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

/** A kernel for the wasm backend; `replaces` says that tfjs has one of that name. */
export interface WasmKernel extends Omit<KernelConfig, "backendName"> {
  readonly replaces: boolean;
}

/** A kernel with one output, from a function of its inputs and attributes as tfjs documents them for this name. */
// Attrs is the caller's word for what tfjs documents; nothing else ties it down.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
export function wasmKernel<Inputs extends string, Attrs>(
  kernelName: string,
  run: (inputs: Record<Inputs, TensorInfo>, attrs: Attrs, backend: BackendWasm) => TensorInfo,
): WasmKernel {
  const replaced = findKernel(kernelName);
  return {
    kernelName,
    replaces: replaced !== undefined,
    // The replaced kernel may still be called: its set-up happens under the name it had.
    setupFunc: replaced?.setupFunc,
    kernelFunc: ({ inputs, attrs, backend }) =>
      // tfjs gives each kernel what belongs to its name, under types that fit them all.
      // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
      run(inputs as Record<Inputs, TensorInfo>, attrs as unknown as Attrs, backend as BackendWasm),
  };
}

// tfjs types the lookup as if it could not fail.
const findKernel = (name: string) => getKernel(name, "wasm") as KernelConfig | undefined;

const stock = new Map<string, KernelConfig>();

/** What tfjs registered for wasm under this name before anything of ours took its place. */
export function stockKernel(name: string): KernelConfig {
  const config = stock.get(name) ?? findKernel(name);
  if (!config) throw new Error(`The wasm backend has no kernel ${name}`);
  stock.set(name, config);
  return config;
}
