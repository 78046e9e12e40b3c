import { scalar, tensor1d, type Tensor } from "../../../core/tf.ts";
import type { Parameters } from "./distribution.ts";

/** A parameter as a tensor: itself, or one made of its numbers. */
export function asTensor(parameter: Parameters): Tensor {
  if (typeof parameter === "number") return scalar(parameter);
  return isNumbers(parameter) ? tensor1d([...parameter]) : parameter;
}

/** `Array.isArray` alone does not see a readonly array. */
export const isNumbers = (parameter: Parameters): parameter is readonly number[] => Array.isArray(parameter);
