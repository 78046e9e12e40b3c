import { npyFile } from "../../protocol/index.ts";

/** Numbers as a NumPy file of the kind that the tensor is of, little-endian. */
export function npyOf(
  values: ArrayLike<number>,
  shape: readonly number[],
  dtype: string,
): Uint8Array<ArrayBuffer> {
  const kind = kinds[dtype] ?? kinds["float64"];
  const [descr, bytes] = kind(values);
  return npyFile(descr, shape, bytes);
}

type Elements = (values: ArrayLike<number>) => [descr: string, bytes: Uint8Array];

const elements =
  (descr: string, type: { from(values: ArrayLike<number>): ArrayBufferView<ArrayBuffer> }): Elements =>
  (values) => {
    const typed = type.from(values);
    return [descr, new Uint8Array(typed.buffer)];
  };

const kinds: Record<string, Elements> = {
  float64: elements("<f8", Float64Array),
  float32: elements("<f4", Float32Array),
  int32: elements("<i4", Int32Array),
  uint32: elements("<u4", Uint32Array),
  int16: elements("<i2", Int16Array),
  uint16: elements("<u2", Uint16Array),
  int8: elements("|i1", Int8Array),
  uint8: elements("|u1", Uint8Array),
  uint8clamped: elements("|u1", Uint8Array),
  bool: elements("|b1", Uint8Array),
};
