import { readNow } from "../core/read-now.ts";
import { shapeText } from "../core/shape.ts";
import { Tensor } from "../core/tf.ts";

/** What rounding in another order may come to, by the size of a number and at least by this much. */
const tolerance = { relative: 1e-4, absolute: 1e-6 };

/** Where the tensors of two results differ by more than rounding, in words; null where they do not. */
export function different(a: unknown, b: unknown, where = "its result"): string | null {
  if (a instanceof Tensor && b instanceof Tensor) return differentTensors(a as Tensor, b as Tensor, where);
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null)
    return Object.is(a, b) ? null : `${where} is ${String(a)}, not ${String(b)}`;
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const said = different(Reflect.get(a, key), Reflect.get(b, key), `${where}.${key}`);
    if (said !== null) return said;
  }
  return null;
}

function differentTensors(a: Tensor, b: Tensor, where: string): string | null {
  if (shapeText(a.shape) !== shapeText(b.shape) || a.dtype !== b.dtype)
    return `${where} is ${a.dtype} ${shapeText(a.shape)}, not ${b.dtype} ${shapeText(b.shape)}`;
  const [x, y] = [a, b].map((one) => readNow(one, "check", "compile without it"));
  const at = x.findIndex((value, i) => {
    const apart = Math.abs(value - y[i]);
    // Two NaN, or infinities, are the same.
    return !Object.is(value, y[i]) && !(apart <= tolerance.absolute + tolerance.relative * Math.abs(y[i]));
  });
  return at < 0 ? null : `entry ${at} of ${where} ${shapeText(a.shape)} is ${x[at]}, not ${y[at]}`;
}
