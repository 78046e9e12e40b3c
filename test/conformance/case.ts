import type { Tensor } from "../../src/runtime/core/tf.ts";
import type { Nd } from "./nd.ts";

/** One operation on inputs of given shapes: as tfjs computes it, and as it is meant. */
export interface Case {
  name: string;
  inputs: readonly (readonly number[])[];
  /** Brings random numbers between -1 and 1 to where the operation is defined and smooth. */
  range?: (x: number) => number;
  tf: (...inputs: never[]) => Tensor;
  meant: (...inputs: Nd[]) => Nd;
}
