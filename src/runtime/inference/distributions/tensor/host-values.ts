import { readNow } from "../../../core/read-now.ts";
import { sizeOf } from "../../../core/shape.ts";
import { isNumbers } from "./as-tensor.ts";
import type { Parameters } from "./distribution.ts";

/**
 * The values of a parameter for each entry of a shape, for draws that are made in plain numbers. Numbers need no tensor to
 * be read, so that their draws work on every backend; a tensor's are refused on webgpu.
 */
export function hostValues(parameter: Parameters, shape: readonly number[], who: string): Float64Array {
  if (typeof parameter === "number") return new Float64Array(sizeOf(shape)).fill(parameter);
  if (isNumbers(parameter))
    return Float64Array.from({ length: sizeOf(shape) }, (_, i) => parameter[i % parameter.length]);
  const whole = parameter.broadcastTo([...shape]);
  try {
    return Float64Array.from(readNow(whole, `Drawing from ${who}`, "give its parameters as numbers"));
  } finally {
    whole.dispose();
  }
}
