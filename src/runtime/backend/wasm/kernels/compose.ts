import "@tensorflow/tfjs-backend-wasm";
import { getKernel, type KernelConfig, type NamedAttrMap, type TensorInfo } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { part } from "./part.ts";

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

/** The backend's kernels as plain functions. Everything they return is freed when the composition ends. */
export interface Calls {
  kernel(name: string, inputs: Record<string, TensorInfo>, attrs?: NamedAttrMap): TensorInfo;
  /** The same memory under another shape. */
  view(x: TensorInfo, shape: number[]): TensorInfo;
  transpose(x: TensorInfo, perm: number[]): TensorInfo;
  /** A 4-D convolution with stride 1 and no padding. */
  conv(x: TensorInfo, filter: TensorInfo, dilations?: [number, number]): TensorInfo;
  matMul(a: TensorInfo, b: TensorInfo): TensorInfo;
  /** The box of this size that begins there. */
  slice(x: TensorInfo, begin: number[], size: number[]): TensorInfo;
  /** Pads with zeros before and after each axis; a negative amount cuts. */
  pad(x: TensorInfo, amounts: [number, number][]): TensorInfo;
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

/** Builds a kernel from the backend's own: returns what `build` returns and frees all it called for on the way. */
export function compose(backend: BackendWasm, build: (calls: Calls) => TensorInfo): TensorInfo {
  const made: TensorInfo[] = [];
  const keep = (x: TensorInfo): TensorInfo => (made.push(x), x);
  const calls: Calls = {
    kernel(name, inputs, attrs = {}) {
      // Every kernel called here has one output.
      return keep(stockKernel(name).kernelFunc({ inputs, attrs, backend }) as TensorInfo);
    },
    view(x, shape) {
      backend.incRef(x.dataId);
      return keep({ dataId: x.dataId, shape, dtype: x.dtype });
    },
    slice: (x, begin, size) => keep(part(x, begin, size, backend)),
    transpose: (x, perm) => calls.kernel("Transpose", { x }, { perm }),
    conv: (x, filter, dilations = [1, 1]) =>
      calls.kernel("Conv2D", { x, filter }, { strides: [1, 1], pad: "valid", dataFormat: "NHWC", dilations }),
    matMul: (a, b) => calls.kernel("BatchMatMul", { a, b }, { transposeA: false, transposeB: false }),
    pad(x, amounts) {
      let result = x;
      if (amounts.flat().some((amount) => amount > 0)) {
        const paddings = amounts.map((pair) => pair.map((amount) => Math.max(amount, 0)));
        result = calls.kernel("PadV2", { x: result }, { paddings, constantValue: 0 });
      }
      if (amounts.flat().some((amount) => amount < 0)) {
        const cut = (amount: number) => Math.max(-amount, 0);
        const begin = amounts.map(([before]) => cut(before));
        const size = result.shape.map((length, i) => length - begin[i] - cut(amounts[i][1]));
        result = calls.slice(result, begin, size);
      }
      return result;
    },
  };
  const result = build(calls);
  for (const x of made) if (x !== result) backend.disposeData(x.dataId);
  return result;
}
