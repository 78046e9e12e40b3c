import { isDeepStrictEqual } from "node:util";
import type { DataType } from "@tensorflow/tfjs-core";
import type { NativeKernel } from "./native/recipe.ts";

/** A tensor of a trace: its number says the order in which values were met. */
export interface Value {
  readonly shape: readonly number[];
  readonly dtype: DataType;
}

/** One kernel's call. */
export interface Node {
  readonly kernel: string;
  readonly attrs: object | undefined;
  /** Names of its inputs; null where they are a list. */
  readonly keys: readonly string[] | null;
  /** Numbers of values; -1 for an input that was left out. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Whether it gives a list of tensors. */
  readonly many: boolean;
  /** What it asked of TensorFlow; null on another backend. */
  readonly native: NativeKernel | null;
}

/** What a function did with tensors, once: kernels in their order, and the tensors that came from outside. */
export interface Trace {
  readonly values: readonly Value[];
  readonly nodes: readonly Node[];
  /** Values that no kernel of the trace made, in the order in which they were met. */
  readonly externals: readonly number[];
  /** Why it cannot be run as a graph, in words; null where it can. */
  readonly obstacle: string | null;
}

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((length, axis) => length === b[axis]);

/** Whether the same kernels were called, of the same values. */
export const sameTrace = (a: Trace, b: Trace): boolean =>
  a.nodes.length === b.nodes.length &&
  a.nodes.every((node, i) => {
    const other = b.nodes[i];
    return (
      node.kernel === other.kernel &&
      isDeepStrictEqual(node.inputs, other.inputs) &&
      isDeepStrictEqual(node.attrs, other.attrs)
    );
  }) &&
  isDeepStrictEqual(a.values, b.values);
