import { stream } from "../../../random/index.ts";
import type { Target } from "../../targets/target.ts";

/**
 * Which of a position's numbers a parameter is made of, by moving each of them: what is recorded may depend on any, but a
 * parameter on its own alone. Throws a RangeError for a parameter that there is not.
 */
export function placesOf(target: Target, parameter: string): number[] {
  const { names, dim } = target;
  const own = names.flatMap((name, i) => (name === parameter || name.startsWith(`${parameter}[`) ? [i] : []));
  if (own.length === 0)
    throw new RangeError(`There is no "${parameter}" in the target: there are ${[...new Set(names.map((name) => name.replace(/\[\d+\]$/, "")))].join(", ")}`); // prettier-ignore
  const at = stream(0).split("places").normal64(dim);
  const values = target.constrain(at);
  return Array.from({ length: dim }, (_, i) => i).filter((i) => {
    const moved = target.constrain(at.with(i, at[i] + 0.5));
    return own.some((k) => moved[k] !== values[k]);
  });
}
