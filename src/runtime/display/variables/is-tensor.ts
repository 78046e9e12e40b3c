import { Tensor } from "@tensorflow/tfjs-core";
import { types } from "node:util";
import { own } from "./own.ts";

/**
 * Whether a value is a tensor, without touching it: tfjs's own `instanceof` reads properties, and so would run the
 * getters of whatever object it is asked about.
 */
export function isTensor(value: unknown): value is Tensor {
  let at: unknown = value;
  while (typeof at === "object" && at !== null && !types.isProxy(at)) {
    at = Object.getPrototypeOf(at);
    if (at === Tensor.prototype) return fields.every((name) => own(value, name) !== undefined);
  }
  return false;
}

/** As values of its own: whatever inherits from a tensor may have getters in their place. */
const fields = ["shape", "dtype", "size", "dataId", "isDisposedInternal"];

export const isFreed = (x: Tensor): boolean => own(x, "isDisposedInternal") === true;
