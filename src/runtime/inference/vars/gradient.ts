import type { Gradient } from "../targets/target.ts";
import { taped } from "./tape.ts";
import { Var } from "./var.ts";

/**
 * A number made of a vector, and how it changes with each entry; `seen` hears what was done. Throws a RangeError where f gives no
 * number.
 */
export function gradientOf(
  f: (x: Var) => Var,
  at: Float64Array,
  seen?: (x: Var, result: Var, nodes: readonly Var[]) => void,
): Gradient {
  const x = new Var(at);
  return taped(
    () => f(x),
    (result, nodes) => {
      if (result.length !== 1)
        throw new RangeError(`A gradient is of one number, not of ${result.length}: sum them`);
      seen?.(x, result, nodes);
      result.grad[0] = 1;
      for (let i = nodes.length - 1; i >= 0; i--) nodes[i].back();
      return { logDensity: result.numbers[0], gradient: x.grad };
    },
  );
}

/** The number alone. */
export const valueOf = (f: (x: Var) => Var, at: Float64Array): number =>
  taped(
    () => f(new Var(at)),
    (result) => result.numbers[0],
  );
