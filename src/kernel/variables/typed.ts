import { types } from "node:util";

const prototype = Object.getPrototypeOf(Uint8Array.prototype) as object;
/** V8's own getters: the array's own properties of these names may be anything. */
const get = (name: PropertyKey) =>
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called below on the array
  Object.getOwnPropertyDescriptor(prototype, name)!.get as (this: object) => unknown;
const [length, byteLength, byteOffset, buffer, tag] = [
  get("length"),
  get("byteLength"),
  get("byteOffset"),
  get("buffer"),
  get(Symbol.toStringTag),
];

type View = new (buffer: unknown, byteOffset: unknown, length: unknown) => ArrayLike<number>;
const views = new Map<unknown, View>(
  [
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
  ].map((made) => [made.name, made as unknown as View]),
);

/** "float32", its length and bytes; null for what is no typed array. */
export function typedAbout(value: unknown): { dtype: string; length: number; bytes: number } | null {
  if (!types.isTypedArray(value)) return null;
  const name = tag.call(value) as string; // it is a typed array
  return {
    dtype: name.replace(/Array$/, "").toLowerCase(),
    length: length.call(value) as number,
    bytes: byteLength.call(value) as number,
  };
}

/** The numbers of a typed array, by a view that nobody has changed; null where they are big integers or no numbers. */
export function numbersOfTyped(value: unknown): ArrayLike<number> | null {
  if (!types.isTypedArray(value)) return null;
  const View = views.get(tag.call(value));
  return View ? new View(buffer.call(value), byteOffset.call(value), length.call(value)) : null;
}
