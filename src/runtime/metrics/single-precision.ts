import type { Weight } from "../checkpoint/index.ts";

/** The numbers of a weight in single precision. Throws a RangeError for whole numbers and for one that is not finite. */
export function singlePrecision(from: string, name: string, { data }: Weight): Float32Array {
  if (!(data instanceof Float32Array || data instanceof Float64Array)) {
    throw new RangeError(`${name} in ${from} holds whole numbers, not weights`);
  }
  const values = data instanceof Float32Array ? data : Float32Array.from(data);
  const bad = values.findIndex((x) => !Number.isFinite(x));
  if (bad >= 0) throw new RangeError(`${name} in ${from} holds ${values[bad]}, at ${bad}`);
  return values;
}
