import { Float16Array } from "@petamoriken/float16";

/** Numbers out of a file. Half and brain precision become single precision, in which they are exact. */
export type Values =
  Float64Array | Float32Array | BigInt64Array | Int32Array | Int16Array | Int8Array | Uint8Array;

interface Dtype {
  /** Of one number. */
  readonly bytes: number;
  /** Numbers of a buffer that holds nothing else, little-endian; on that buffer itself where they can be. */
  readonly decode: (buffer: ArrayBuffer) => Values;
}

/** The types of numbers that weights are stored in. A boolean is 0 or 1. */
export const dtypes = {
  float64: { bytes: 8, decode: (buffer) => new Float64Array(buffer) },
  float32: { bytes: 4, decode: (buffer) => new Float32Array(buffer) },
  float16: { bytes: 2, decode: (buffer) => Float32Array.from(new Float16Array(buffer)) },
  // The upper half of a single-precision number.
  bfloat16: {
    bytes: 2,
    decode: (buffer) =>
      new Float32Array(Uint32Array.from(new Uint16Array(buffer), (half) => half << 16).buffer),
  },
  int64: { bytes: 8, decode: (buffer) => new BigInt64Array(buffer) },
  int32: { bytes: 4, decode: (buffer) => new Int32Array(buffer) },
  int16: { bytes: 2, decode: (buffer) => new Int16Array(buffer) },
  int8: { bytes: 1, decode: (buffer) => new Int8Array(buffer) },
  uint8: { bytes: 1, decode: (buffer) => new Uint8Array(buffer) },
  bool: { bytes: 1, decode: (buffer) => new Uint8Array(buffer) },
} satisfies Record<string, Dtype>;

export type DtypeName = keyof typeof dtypes;

/** A tensor out of a file of weights. */
export interface Weight {
  readonly shape: readonly number[];
  /** How it is stored. */
  readonly dtype: DtypeName;
  /** Row after row. Tensors that share their numbers in the file share them here. */
  readonly data: Values;
}

/** Tensors by their names. */
export type Weights = ReadonlyMap<string, Weight>;
