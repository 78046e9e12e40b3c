import type { TensorInfo } from "@tensorflow/tfjs-core";

/** A part of a trace made ready to run. */
export interface Target {
  /** Computes the values that were asked for from the trace's externals, in their order. What comes back is the caller's. */
  run(externals: readonly TensorInfo[]): readonly TensorInfo[];
  dispose(): void;
}
