import {
  engine as tfEngine,
  type DataId,
  type DataType,
  type Tensor,
  type Variable,
} from "@tensorflow/tfjs-core";

/** What tfjs counts a tensor by when it frees it. */
export interface Counted {
  /** The tensor's, where it is one. */
  readonly id?: number;
  readonly dataId: DataId;
  readonly dtype: DataType;
  readonly size: number;
}

/** tfjs's engine with what it does not declare, as of the pinned version. */
export interface Engine {
  readonly state: {
    readonly registeredVariables: Record<string, Variable>;
    readonly scopeStack: readonly { readonly track: readonly Tensor[] }[];
    /** Absent before the first scope, null after the last. */
    readonly activeScope?: object | null;
    readonly kernelDepth: number;
    readonly numBytes: number;
    readonly numTensors: number;
  };
  readonly backendName: string;
  runKernel: (this: Engine, name: string, inputs: Record<string, Tensor>, attrs?: object) => unknown;
  makeTensor: (
    this: Engine,
    values: unknown,
    shape: readonly number[],
    dtype?: DataType,
    backend?: unknown,
  ) => Tensor;
  makeVariable: (
    this: Engine,
    value: Tensor,
    trainable?: boolean,
    name?: string,
    dtype?: DataType,
  ) => Variable;
  /** Notes a tensor in the open scope, if any: when it is made, and when it leaves a scope for the one around it. */
  track: (this: Engine, tensor: Tensor) => Tensor;
  keep: (this: Engine, tensor: Tensor) => Tensor;
  /** Counts a variable's hold on its memory: when it is made and when it is assigned. */
  incRef: (this: Engine, variable: Variable, backend: unknown) => void;
  disposeTensor: (this: Engine, tensor: Counted) => void;
  disposeVariable: (this: Engine, variable: Variable) => void;
  endScope: (this: Engine, result?: unknown) => void;
}

export const engine = (): Engine => tfEngine() as unknown as Engine;
