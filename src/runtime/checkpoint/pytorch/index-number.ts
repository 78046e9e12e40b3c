import { described, type Pickled } from "../pickle/values.ts";

/** A whole number from 0 on. Throws a RangeError that says of what for anything else. */
export function expectIndex(value: Pickled | undefined, of: string): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new RangeError(`its pickle has ${value === undefined ? "nothing" : described(value)} for ${of}`);
}
