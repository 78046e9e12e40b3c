import { Float16Array } from "@petamoriken/float16";
import * as v from "valibot";

/**
 * An array of numbers as it travels inside JSON: base64 of little-endian IEEE half or single precision.
 * Half precision keeps 3 significant digits and a range of ±65,504, which is what a picture needs.
 */
export const PackedFloats = v.object({
  dtype: v.picklist(["float16", "float32"]),
  length: v.pipe(v.number(), v.integer(), v.minValue(0)),
  data: v.string(),
});
export type PackedFloats = v.InferOutput<typeof PackedFloats>;

const bytesPerElement = { float16: 2, float32: 4 };

/** Packs numbers for the wire. Values outside half precision's range become ±Infinity when `dtype` is float16. */
export function packFloats(
  values: ArrayLike<number>,
  dtype: PackedFloats["dtype"] = "float16",
): PackedFloats {
  const singles = values instanceof Float32Array ? values : Float32Array.from(values);
  const typed = dtype === "float16" ? toHalves(singles) : singles.slice();
  return { dtype, length: values.length, data: toBase64(new Uint8Array(typed.buffer)) };
}

/** Unpacks numbers from the wire. Throws when the data is shorter or longer than `length` says. */
export function unpackFloats(packed: PackedFloats): Float32Array {
  const bytes = fromBase64(packed.data);
  const expected = packed.length * bytesPerElement[packed.dtype];
  if (bytes.length !== expected) {
    const fault = bytes.length < expected ? "ends early" : "is too long";
    throw new RangeError(`its data ${fault}: ${bytes.length} bytes where ${expected} were announced`);
  }
  return packed.dtype === "float16"
    ? fromHalves(new Uint16Array(bytes.buffer))
    : new Float32Array(bytes.buffer);
}

/**
 * Some of the numbers, by their place, without unpacking the rest. The data must be as long as `length` says and base64;
 * places beyond it give fewer numbers.
 */
export function unpackSome(packed: PackedFloats, from: number, count: number): Float32Array {
  const size = bytesPerElement[packed.dtype];
  const [start, end] = [from * size, Math.min(from + count, packed.length) * size];
  // Four characters hold three bytes.
  const first = Math.floor(start / 3);
  const bytes = fromBase64(packed.data.slice(4 * first, 4 * Math.ceil(end / 3)));
  const some = bytes.slice(start - 3 * first, end - 3 * first).buffer;
  return packed.dtype === "float16" ? fromHalves(new Uint16Array(some)) : new Float32Array(some);
}

/** Rounds to the nearest half precision, to the even one where two are as near: as IEEE 754 has it. */
export function toHalves(singles: Float32Array): Uint16Array<ArrayBuffer> {
  const bits = new Uint32Array(singles.buffer, singles.byteOffset, singles.length);
  const halves = new Uint16Array(bits.length);
  for (let i = 0; i < bits.length; i++) {
    const sign = (bits[i] >>> 16) & 0x8000;
    const size = bits[i] & 0x7fff_ffff;
    halves[i] = sign | (size < 0x3880_0000 ? subnormal(size) : size > 0x7f80_0000 ? 0x7e00 : normal(size));
  }
  return halves;
}

/** From 2^-14 on: 13 bits fewer in the fraction, another bias of the exponent; too large is infinite. */
const normal = (size: number): number =>
  size >= 0x4780_0000 ? 0x7c00 : (size + 0xfff + ((size >>> 13) & 1) - 0x3800_0000) >>> 13;

/** Below 2^-14: how many 2^-24 it is. */
function subnormal(size: number): number {
  const shift = 126 - (size >>> 23);
  if (shift > 24) return 0;
  const fraction = (size & 0x7f_ffff) | 0x80_0000;
  const [whole, rest, half] = [fraction >>> shift, fraction & ((1 << shift) - 1), 1 << (shift - 1)];
  return whole + (rest > half || (rest === half && whole % 2 === 1) ? 1 : 0);
}

let singles: Float32Array | null = null;

/** By a table of all 65,536: samples by the million pass through here while a trajectory plays. */
function fromHalves(halves: Uint16Array): Float32Array<ArrayBuffer> {
  singles ??= Float32Array.from(
    new Float16Array(Uint16Array.from({ length: 65_536 }, (_, bits) => bits).buffer),
  );
  const values = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) values[i] = singles[halves[i]];
  return values;
}

export function toBase64(bytes: Uint8Array): string {
  // In slices: String.fromCharCode takes its bytes as arguments, whose number is limited.
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
}

export function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
  let text: string;
  try {
    text = atob(base64);
  } catch {
    throw new RangeError("its data is not base64");
  }
  // Not Uint8Array.from with a function: frames by the thousand pass through here.
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
