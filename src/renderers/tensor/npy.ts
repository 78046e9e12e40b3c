/**
 * Numbers as a NumPy file, format 1.0: a magic string, a header that is a Python dictionary padded to a multiple of 64
 * bytes, and the elements in C order, little-endian.
 */
export function npyOf(
  values: ArrayLike<number>,
  shape: readonly number[],
  dtype: string,
): Uint8Array<ArrayBuffer> {
  const kind = kinds[dtype] ?? kinds["float64"];
  const [descr, bytes] = kind(values);
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const dictionary = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const length = Math.ceil((10 + dictionary.length + 1) / 64) * 64;
  const header = `${dictionary.padEnd(length - 11)}\n`;
  const file = new Uint8Array(length + bytes.length);
  file.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8]);
  file.set(new TextEncoder().encode(header), 10);
  file.set(bytes, length);
  return file;
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
