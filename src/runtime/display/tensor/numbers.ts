import { Tensor, getBackend } from "@tensorflow/tfjs-core";
import { bytesOf } from "../../core/bytes.ts";
import { shapeText, sizeOf } from "../../core/shape.ts";
import { isTyped } from "./typed.ts";

/** Numbers of a shape, row-major, and where they come from. */
export interface Numbers {
  readonly values: ArrayLike<number>;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly bytes: number;
  readonly backend: string;
}

/**
 * The numbers of a tensor (read without blocking), of a typed array, of a nested array of numbers or booleans, or of an
 * array of tensors of one shape, stacked. Null for any other value. Throws a TypeError for what has numbers that no
 * picture can show, and a RangeError for a ragged array.
 */
export async function numbersOf(value: unknown): Promise<Numbers | null> {
  if (value instanceof Tensor) return numbersOfTensor(value as Tensor);
  if (isTyped(value)) {
    const dtype = value.constructor.name.replace(/Array$/, "").toLowerCase();
    return { values: value, shape: [value.length], dtype, bytes: value.byteLength, backend: "memory" };
  }
  if (!Array.isArray(value) || value.length === 0) return null;
  const items: unknown[] = value;
  if (items.every((item) => item instanceof Tensor || isTyped(item))) return stacked(items);
  return nested(items);
}

/** Why a tensor of complex numbers is not drawn, and what can be. */
export const noOneValue = ({ shape }: Tensor): string =>
  `Tensor ${shapeText(shape)} complex64: its elements have no one value to draw. ` +
  "Show tf.real(x), tf.imag(x) or tf.abs(x).";

/** Throws a TypeError for complex numbers and text. */
export async function numbersOfTensor(x: Tensor): Promise<Numbers> {
  if (x.dtype === "complex64") throw new TypeError(noOneValue(x));
  if (x.dtype === "string")
    throw new TypeError(`A tensor of strings ${shapeText(x.shape)} has no numbers to show.`);
  return { values: await x.data(), shape: x.shape, dtype: x.dtype, bytes: bytesOf(x), backend: getBackend() };
}

async function stacked(items: readonly unknown[]): Promise<Numbers> {
  const all = await Promise.all(items.map(async (item) => numbersOf(item)));
  const parts = all.filter((part) => part !== null);
  const [first] = parts;
  const other = parts.find((part) => shapeText(part.shape) !== shapeText(first.shape));
  if (other) {
    throw new RangeError(
      `The array holds shapes that cannot be stacked, ${shapeText(first.shape)} and ${shapeText(other.shape)}. ` +
        "Show them one by one.",
    );
  }
  const size = sizeOf(first.shape);
  const values = new Float64Array(size * parts.length);
  parts.forEach((part, i) => values.set(part.values, i * size));
  return {
    values,
    shape: [parts.length, ...first.shape],
    dtype: parts.every(({ dtype }) => dtype === first.dtype) ? first.dtype : "mixed",
    bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
    backend: first.backend,
  };
}

/** Null unless every element, at whatever depth, is a number, a boolean or an array. */
function nested(items: readonly unknown[]): Numbers | null {
  if (!leavesAreNumbers(items)) return null;
  const shape: number[] = [];
  for (let at: unknown = items; Array.isArray(at); at = at[0]) shape.push(at.length);
  const values: number[] = [];
  const walk = (value: unknown, depth: number): void => {
    const found = Array.isArray(value) ? `an array of ${value.length}` : "a number";
    const wanted = depth < shape.length ? `an array of ${shape[depth]}` : "a number";
    if (found !== wanted) {
      throw new RangeError(
        `The array is ragged: at depth ${depth} there is ${found} where the first is ${wanted}.`,
      );
    }
    if (Array.isArray(value)) value.forEach((item) => walk(item, depth + 1));
    else values.push(Number(value));
  };
  walk(items, 0);
  return { values, shape, dtype: "float64", bytes: 8 * values.length, backend: "memory" };
}

/** Before anything is said of its shape: an array of words or objects is none of ours. */
const leavesAreNumbers = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.length > 0 && value.every(leavesAreNumbers)
    : typeof value === "number" || typeof value === "boolean";
