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
  const typed = dtype === "float16" ? Float16Array.from(values) : Float32Array.from(values);
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
