import { sizeOf } from "../../core/shape.ts";
import type { Reader } from "./reader.ts";

/** A longer one would hide what stands around it. */
const mostValues = 200;

/** The numbers of a small tensor as nested lists, rows below each other; "" for a large or an empty one. */
export async function valuesText({ shape, size, stretch }: Reader): Promise<string> {
  if (size === 0 || size > mostValues) return "";
  const values = await stretch(0, size);
  const texts = Array.from({ length: size }, (_, i) => String(Number(values[i].toPrecision(7))));
  const width = Math.max(...texts.map(({ length }) => length));
  const write = (axis: number, from: number): string => {
    if (axis === shape.length) return texts[from].padStart(shape.length > 1 ? width : 0);
    const stride = sizeOf(shape.slice(axis + 1));
    const items = Array.from({ length: shape[axis] }, (_, k) => write(axis + 1, from + k * stride));
    const between = axis === shape.length - 1 ? ", " : `,\n${" ".repeat(axis + 1)}`;
    return `[${items.join(between)}]`;
  };
  return write(0, 0);
}
