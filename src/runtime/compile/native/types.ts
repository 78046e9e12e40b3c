import type { DataType } from "@tensorflow/tfjs-core";

/** TensorFlow's numbers for types (types.proto). */
const types: Readonly<Partial<Record<DataType, number>>> = { float32: 1, int32: 3, complex64: 8, bool: 10 };

/** Throws an Error for a type that no graph of ours holds. */
export function typeOf(dtype: DataType): number {
  const type = types[dtype];
  if (type === undefined) throw new Error(`A graph cannot hold tensors of ${dtype}`);
  return type;
}
