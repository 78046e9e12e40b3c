import { Float16Array } from "@petamoriken/float16";
import * as v from "valibot";
import { fromBase64, toBase64, toHalves } from "./floats.ts";

const kinds = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  int32: Int32Array,
  float16: Float16Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;
type Kind = keyof typeof kinds;

/**
 * Any numbers as they travel inside JSON: base64 of little-endian elements of the smallest kind that holds them. A value
 * is an element times `scale`, by which half precision has no range of its own.
 */
export const PackedNumbers = v.object({
  dtype: v.picklist(Object.keys(kinds) as Kind[]), // Object.keys forgets which they are
  length: v.pipe(v.number(), v.integer(), v.minValue(0)),
  scale: v.pipe(v.number(), v.finite(), v.gtValue(0)),
  data: v.string(),
});
export type PackedNumbers = v.InferOutput<typeof PackedNumbers>;

/**
 * Packs numbers, NaN and infinities included. `half` keeps about 3 digits of those that are no small whole numbers, and
 * loses what is less than 1e-12 of the largest; without it every value comes out as it went in (-0 as 0).
 */
export function packNumbers(values: ArrayLike<number>, { half }: { half: boolean }): PackedNumbers {
  const dtype = smallestKind(values);
  if (half && ["int32", "float32", "float64"].includes(dtype)) {
    const scale = scaleOf(values);
    const singles = new Float32Array(values.length);
    for (let i = 0; i < values.length; i++) singles[i] = values[i] / scale;
    return packed("float16", toHalves(singles), scale);
  }
  return packed(dtype, kinds[dtype].from(values), 1);
}

/** Unpacks numbers from the wire. Throws a RangeError when the data is shorter or longer than `length` says. */
export function unpackNumbers({ dtype, length, scale, data }: PackedNumbers): Float64Array {
  const bytes = fromBase64(data);
  const expected = length * kinds[dtype].BYTES_PER_ELEMENT;
  if (bytes.length !== expected) {
    const fault = bytes.length < expected ? "ends early" : "is too long";
    throw new RangeError(`its data ${fault}: ${bytes.length} bytes where ${expected} were announced`);
  }
  const elements: ArrayLike<number> =
    dtype === "float16" ? new Float16Array(bytes.buffer) : new kinds[dtype](bytes.buffer);
  return Float64Array.from(elements, (element) => element * scale);
}

/** Bytes that one element of these numbers takes, packed as they are. */
export const bytesPerNumber = (values: ArrayLike<number>): number =>
  kinds[smallestKind(values)].BYTES_PER_ELEMENT;

function smallestKind(values: ArrayLike<number>): Kind {
  let [low, high, whole, single] = [0, 0, true, true];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isInteger(value)) whole = false;
    if (Number.isFinite(value) && Math.fround(value) !== value) single = false;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const within = (least: number, most: number): boolean => low >= least && high <= most;
  if (whole) {
    if (within(0, 255)) return "uint8";
    if (within(-128, 127)) return "int8";
    if (within(0, 65_535)) return "uint16";
    if (within(-32_768, 32_767)) return "int16";
    if (within(-(2 ** 31), 2 ** 31 - 1)) return "int32";
  }
  return single ? "float32" : "float64";
}

/** What the largest value is divided by to stand near the upper end of half precision's range. */
function scaleOf(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]);
    if (size > most && size < Infinity) most = size;
  }
  // A power of two changes no digit; a subnormal scale would have no reciprocal.
  return most > 0 ? Math.max(2 ** Math.ceil(Math.log2(most) - 15), 2 ** -1000) : 1;
}

const packed = (
  dtype: Kind,
  elements: { readonly length: number; readonly buffer: ArrayBufferLike },
  scale: number,
): PackedNumbers => ({
  dtype,
  length: elements.length,
  scale,
  data: toBase64(new Uint8Array(elements.buffer)),
});

/** Finds data that is not as long as its length says, without decoding it; null where nothing is wrong. */
export function lengthFault({ dtype, length, data }: PackedNumbers): string | null {
  const padding = data.endsWith("==") ? 2 : data.endsWith("=") ? 1 : 0;
  const found = Math.max(0, (data.length / 4) * 3 - padding);
  const expected = length * kinds[dtype].BYTES_PER_ELEMENT;
  if (found === expected) return null;
  return `its data ${found < expected ? "ends early" : "is too long"}: ${found} of ${expected} bytes`;
}
