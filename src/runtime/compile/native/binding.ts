import type { KernelBackend } from "@tensorflow/tfjs-core";
import type { NativeAttr } from "./recipe.ts";

/** A tensor as the addon tells of it. */
export interface NativeTensor {
  readonly id: number;
  readonly shape: readonly number[];
  readonly dtype: number;
}

/** What we ask of tfjs-node's addon. */
export interface Binding {
  createTensor(shape: readonly number[], dtype: number, values: ArrayBufferView): number;
  executeOp(
    op: string,
    attrs: readonly NativeAttr[],
    inputs: readonly number[],
    outputs: number,
  ): NativeTensor[];
  tensorDataSync(id: number): ArrayBufferView;
  loadSavedModel(path: string, tags: string): number;
  deleteSavedModel(id: number): void;
  runSavedModel(id: number, tensors: readonly number[], inputs: string, outputs: string): NativeTensor[];
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
}

/** A tensor in tfjs-node's own table; `values` are those that have not been handed to TensorFlow yet. */
export interface NativeEntry {
  shape: readonly number[];
  dtype: number;
  id: number;
  values: ArrayBufferView | null;
  refCount: number;
}

/** tfjs-node's backend, as of the pinned version. */
export interface NodeBackend extends KernelBackend {
  binding: Binding;
  readonly isUsingGpuDevice: boolean;
  readonly tensorMap: {
    get(dataId: object): NativeEntry;
    has(dataId: object): boolean;
    set(dataId: object, entry: NativeEntry): void;
  };
  getInputTensorIds(tensors: readonly { readonly dataId: object }[]): number[];
}

export const isNodeBackend = (backend: KernelBackend): backend is NodeBackend => "binding" in backend;
