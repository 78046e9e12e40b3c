// A model's own checkpoints: safetensors in memory, in single precision.
import { dtypes, type Weight } from "../weights/dtypes.ts";
import { decodeHeader, headerLength, lengthBytes } from "./header.ts";

/** A tensor out of a file: values in single precision, row after row. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface Stored {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Writes tensors in single precision, in the order of the map. */
export function encodeSafetensors({ tensors, metadata }: Stored): Uint8Array {
  const header: Record<string, unknown> = Object.keys(metadata).length ? { __metadata__: metadata } : {};
  let offset = 0;
  for (const [name, { shape, values }] of tensors) {
    if (name === "__metadata__") throw new RangeError('A tensor cannot be called "__metadata__"');
    const end = offset + values.byteLength;
    header[name] = { dtype: "F32", shape, data_offsets: [offset, end] };
    offset = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  // Spaces after the header keep the numbers aligned.
  const start = Math.ceil((lengthBytes + json.length) / 8) * 8;
  const file = new Uint8Array(start + offset).fill(0x20, 0, start);
  new DataView(file.buffer).setBigUint64(0, BigInt(start - lengthBytes), true);
  file.set(json, lengthBytes);
  offset = start;
  for (const { values } of tensors.values()) {
    file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), offset);
    offset += values.byteLength;
  }
  return file;
}

/**
 * Reads a safetensors file of floating-point numbers. Throws a RangeError for other numbers, for a file that is cut
 * short, whose header is not what the format asks for, or whose tensors overlap, leave gaps, or do not have as many bytes
 * as their shape needs.
 */
export function decodeSafetensors(file: Uint8Array): Stored {
  const length = headerLength(file.subarray(0, lengthBytes), file.length);
  const { places, metadata } = decodeHeader(file.subarray(lengthBytes, lengthBytes + length), file.length);
  const tensors = new Map<string, StoredTensor>();
  for (const { name, dtype, shape, begin, end } of places) {
    // A copy, since the numbers need not be aligned in the file. (slice would not make one of Node's Buffer.)
    const data = dtypes[dtype].decode(new Uint8Array(file.subarray(begin, end)).buffer);
    tensors.set(name, inSinglePrecision(name, { shape, dtype, data }));
  }
  return { tensors, metadata };
}

/** A tensor of a file as one of a checkpoint. Throws a RangeError for numbers that are not floating-point. */
export function inSinglePrecision(name: string, { shape, dtype, data }: Weight): StoredTensor {
  if (data instanceof Float32Array) return { shape, values: data };
  if (data instanceof Float64Array) return { shape, values: Float32Array.from(data) };
  throw new RangeError(`its tensor "${name}" is of ${dtype}: a checkpoint has floating-point numbers`);
}
