// The safetensors format: eight bytes of header length, little-endian; a JSON header that says of each tensor its
// dtype, shape and where its bytes lie; the bytes.
import * as v from "valibot";
import { shapeText, sizeOf } from "../../core/shape.ts";
import { dtypes, type DtypeName } from "../weights/dtypes.ts";

export const lengthBytes = 8;
/** Longer headers are refused, as the reference implementation does. */
const longestHeader = 100_000_000;

const index = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Entry = v.object({ dtype: v.string(), shape: v.array(index), data_offsets: v.tuple([index, index]) });
const Metadata = v.record(v.string(), v.string());

/** The format's words for types of numbers. */
const names: Readonly<Record<string, DtypeName>> = {
  F64: "float64",
  F32: "float32",
  F16: "float16",
  BF16: "bfloat16",
  I64: "int64",
  I32: "int32",
  I16: "int16",
  I8: "int8",
  U8: "uint8",
  BOOL: "bool",
};

/** Where a tensor lies: from byte `begin` of the file to `end`. */
export interface Place {
  readonly name: string;
  readonly dtype: DtypeName;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export interface Header {
  /** In the order of the header. */
  readonly places: readonly Place[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** The header's length, of the first eight bytes of a file of `size`. Throws a RangeError for one that it cannot have. */
export function headerLength(first: Uint8Array, size: number): number {
  if (first.length < lengthBytes) throw new RangeError(`it ends after ${size} bytes, before its header`);
  const length = new DataView(first.buffer, first.byteOffset).getBigUint64(0, true);
  if (length > BigInt(Math.min(longestHeader, size - lengthBytes))) {
    throw new RangeError(`its header is said to take ${length} bytes of ${size}`);
  }
  return Number(length);
}

/**
 * Reads the header of a file of `size` bytes. Throws a RangeError for one that is not what the format asks for, or whose
 * tensors overlap, leave gaps, or do not have as many bytes as their shape needs.
 */
export function decodeHeader(header: Uint8Array, size: number): Header {
  const start = lengthBytes + header.length;
  const { __metadata__, ...entries } = parse(header);
  const places = Object.entries(entries).map(([name, described]) => place(name, described, start, size));
  expectNoGaps(places, start, size);
  const metadata = v.safeParse(Metadata, __metadata__ ?? {});
  if (!metadata.success) throw new RangeError("its metadata is not of strings");
  return { places, metadata: metadata.output };
}

function place(name: string, described: unknown, start: number, size: number): Place {
  const entry = v.safeParse(Entry, described);
  if (!entry.success) throw new RangeError(`its header describes the tensor "${name}" wrongly`);
  const { dtype, shape } = entry.output;
  const [begin, end] = entry.output.data_offsets;
  if (!Object.hasOwn(names, dtype)) {
    throw new RangeError(
      `its tensor "${name}" is of type ${dtype}: ${Object.keys(names).join(", ")} can be read`,
    );
  }
  if (begin > end || start + end > size) {
    throw new RangeError(`its tensor "${name}" lies at ${begin} to ${end} of ${size - start} bytes`);
  }
  if (end - begin !== sizeOf(shape) * dtypes[names[dtype]].bytes) {
    throw new RangeError(
      `its tensor "${name}" has ${end - begin} bytes for ${dtype} of shape ${shapeText(shape)}`,
    );
  }
  return { name, dtype: names[dtype], shape, begin: start + begin, end: start + end };
}

function parse(bytes: Uint8Array): Record<string, unknown> {
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

function expectNoGaps(places: readonly Place[], start: number, size: number): void {
  let covered = start;
  for (const { name, begin, end } of places.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== covered) {
      throw new RangeError(
        `its tensor "${name}" begins at ${begin - start} where ${covered - start} was expected`,
      );
    }
    covered = end;
  }
  if (covered !== size) throw new RangeError(`its tensors take ${covered - start} of ${size - start} bytes`);
}
