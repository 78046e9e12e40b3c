import { types } from "node:util";
import { dispose, Tensor } from "../core/tf.ts";
import { shapeText, sizeOf } from "../core/shape.ts";
import { Estimate } from "./estimate.ts";

/** One array of what a side gives. */
export interface Part {
  /** Where it stands in an object: "mean". "" where it is all there is. */
  readonly key: string;
  readonly shape: readonly number[];
  readonly values: Float64Array;
  readonly precision: "float32" | "float64";
  /** Of an expectation: those of its values. */
  readonly standardErrors: Float64Array | null;
}

/** A part whose values may still be a tensor's. */
export interface Unread extends Omit<Part, "values"> {
  readonly values: Float64Array | Tensor;
}

/**
 * The arrays in a value: a number, nested arrays of numbers, a typed array, a tensor, or objects of these, whose parts
 * stand in the order of their keys. Tensors are clones. Throws a TypeError, which names `what`, for all else.
 */
export function partsOf(value: unknown, what: string, key = ""): Unread[] {
  const plain = { key, precision: "float64", standardErrors: null } as const;
  if (typeof value === "number") return [{ ...plain, shape: [], values: Float64Array.of(value) }];
  if (isTensor(value)) {
    if (value.dtype === "string" || value.dtype === "complex64") {
      throw new TypeError(`${named(what, key)} is a tensor of ${value.dtype}, which cannot be compared`);
    }
    return [{ ...plain, precision: "float32", shape: value.shape, values: value.clone() }];
  }
  if (value instanceof Estimate) {
    const { shape, precision, means, standardErrors } = value;
    return [{ key, shape, precision, values: means, standardErrors }];
  }
  if (ArrayBuffer.isView(value)) return [{ ...plain, ...typed(value, named(what, key)) }];
  if (Array.isArray(value) && value.every((item) => typeof item === "number" || Array.isArray(item))) {
    return [{ ...plain, ...nested(value, named(what, key)) }];
  }
  if (types.isPromise(value)) throw new TypeError(`${named(what, key)} is a Promise: await it`);
  if (typeof value === "object" && value !== null && !(value instanceof Map || value instanceof Set)) {
    return Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([name, inner]) => partsOf(inner, what, key ? `${key}.${name}` : name));
  }
  const type = value === null ? "null" : typeof value === "object" ? value.constructor.name : typeof value;
  throw new TypeError(`${named(what, key)} is ${type} where a number, an array or a tensor is needed`);
}

/** Reads the tensors and frees them. */
export async function read(parts: readonly Unread[]): Promise<Part[]> {
  try {
    return await Promise.all(
      parts.map(async (part) => ({
        ...part,
        values: part.values instanceof Tensor ? Float64Array.from(await part.values.data()) : part.values,
      })),
    );
  } finally {
    dispose(tensorsOf(parts));
  }
}

/** `instanceof` alone leaves the rank any. */
export const isTensor = (value: unknown): value is Tensor => value instanceof Tensor;

export const tensorsOf = (parts: readonly Unread[]): Tensor[] =>
  parts.flatMap(({ values }) => (values instanceof Tensor ? [values] : []));

const named = (what: string, key: string): string => (key ? `${what}.${key}` : what);

function typed(value: ArrayBufferView, name: string): Pick<Part, "shape" | "values" | "precision"> {
  if (types.isDataView(value) || types.isBigInt64Array(value) || types.isBigUint64Array(value)) {
    throw new TypeError(`${name} is a ${value.constructor.name} where an array of numbers is needed`);
  }
  // Every other view is an array of numbers.
  const values = Float64Array.from(value as Float64Array);
  return { shape: [values.length], values, precision: types.isFloat32Array(value) ? "float32" : "float64" };
}

function nested(value: readonly unknown[], name: string): Pick<Part, "shape" | "values"> {
  const shape: number[] = [];
  for (let inner: unknown = value; Array.isArray(inner); inner = inner[0]) shape.push(inner.length);
  const flat = value.flat(Infinity);
  const regular = (item: unknown, depth: number): boolean =>
    depth === shape.length
      ? typeof item === "number"
      : Array.isArray(item) && item.length === shape[depth] && item.every((one) => regular(one, depth + 1));
  if (!regular(value, 0) || flat.length !== sizeOf(shape)) {
    throw new TypeError(
      `${name} is no regular array of numbers; its first entries have the shape ${shapeText(shape)}`,
    );
  }
  return { shape, values: Float64Array.from(flat as number[]) };
}
