// The safetensors format: eight bytes of header length, little-endian; a JSON header that says of each tensor its
// dtype, shape and where its bytes lie; the bytes.
import { Float16Array } from "@petamoriken/float16";
import * as v from "valibot";
import { shapeText, sizeOf } from "../core/shape.ts";

/** A tensor out of a file: values in single precision, row after row. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface Stored {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

const lengthBytes = 8;
/** Longer headers are refused, as the reference implementation does. */
const longestHeader = 100_000_000;

const index = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Entry = v.object({ dtype: v.string(), shape: v.array(index), data_offsets: v.tuple([index, index]) });
const Metadata = v.record(v.string(), v.string());

interface Dtype {
  bytes: number;
  decode(bytes: ArrayBuffer): Float32Array;
}

const dtypes: Record<string, Dtype> = {
  F64: { bytes: 8, decode: (bytes) => Float32Array.from(new Float64Array(bytes)) },
  F32: { bytes: 4, decode: (bytes) => new Float32Array(bytes) },
  F16: { bytes: 2, decode: (bytes) => Float32Array.from(new Float16Array(bytes)) },
  // The upper half of a single-precision number.
  BF16: {
    bytes: 2,
    decode: (bytes) =>
      new Float32Array(Uint32Array.from(new Uint16Array(bytes), (half) => half << 16).buffer),
  },
};

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
 * Reads a safetensors file. Throws a RangeError for one that is cut short, whose header is not what the format asks
 * for, or whose tensors overlap, leave gaps, or do not have as many bytes as their shape needs.
 */
export function decodeSafetensors(file: Uint8Array): Stored {
  if (file.length < lengthBytes)
    throw new RangeError(`it ends after ${file.length} bytes, before its header`);
  const headerLength = new DataView(file.buffer, file.byteOffset).getBigUint64(0, true);
  if (headerLength > BigInt(Math.min(longestHeader, file.length - lengthBytes))) {
    throw new RangeError(`its header is said to take ${headerLength} bytes of ${file.length}`);
  }
  const start = lengthBytes + Number(headerLength);
  const { __metadata__, ...entries } = parseHeader(file.subarray(lengthBytes, start));
  const tensors = new Map<string, StoredTensor>();
  const places: { name: string; begin: number; end: number }[] = [];
  for (const [name, described] of Object.entries(entries)) {
    const entry = v.safeParse(Entry, described);
    if (!entry.success) throw new RangeError(`its header describes the tensor "${name}" wrongly`);
    const { dtype, shape } = entry.output;
    const [begin, end] = entry.output.data_offsets;
    if (!Object.hasOwn(dtypes, dtype)) {
      throw new RangeError(
        `its tensor "${name}" is of type ${dtype}: ${Object.keys(dtypes).join(", ")} can be read`,
      );
    }
    if (begin > end || start + end > file.length) {
      throw new RangeError(`its tensor "${name}" lies at ${begin} to ${end} of ${file.length - start} bytes`);
    }
    if (end - begin !== sizeOf(shape) * dtypes[dtype].bytes) {
      throw new RangeError(
        `its tensor "${name}" has ${end - begin} bytes for ${dtype} of shape ${shapeText(shape)}`,
      );
    }
    // A copy, since the numbers need not be aligned in the file. (slice would not make one of Node's Buffer.)
    const bytes = new Uint8Array(file.subarray(start + begin, start + end)).buffer;
    tensors.set(name, { shape, values: dtypes[dtype].decode(bytes) });
    places.push({ name, begin, end });
  }
  expectNoGaps(places, file.length - start);
  const metadata = v.safeParse(Metadata, __metadata__ ?? {});
  if (!metadata.success) throw new RangeError("its metadata is not of strings");
  return { tensors, metadata: metadata.output };
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new RangeError("its header is not JSON", { cause });
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new RangeError("its header is not a JSON object");
  }
  return parsed as Record<string, unknown>;
}

function expectNoGaps(places: { name: string; begin: number; end: number }[], length: number): void {
  let covered = 0;
  for (const { name, begin, end } of places.sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== covered) {
      throw new RangeError(`its tensor "${name}" begins at ${begin} where ${covered} was expected`);
    }
    covered = end;
  }
  if (covered !== length) throw new RangeError(`its tensors take ${covered} of ${length} bytes`);
}
