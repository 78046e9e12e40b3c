/** An attribute as tfjs-node's addon takes it. */
export interface NativeAttr {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** Where an operation of TensorFlow takes an input from. */
export type NativeSource =
  | { readonly from: "input"; readonly at: number }
  | { readonly from: "op"; readonly op: number; readonly output: number }
  | {
      readonly from: "constant";
      readonly shape: readonly number[];
      readonly dtype: number;
      readonly values: ArrayBufferView;
    };

export interface NativeOp {
  readonly op: string;
  readonly attrs: readonly NativeAttr[];
  readonly inputs: readonly NativeSource[];
}

/** What one kernel of tfjs-node asks of TensorFlow, and where its outputs come from. */
export interface NativeKernel {
  readonly ops: readonly NativeOp[];
  readonly outputs: readonly NativeSource[];
}
