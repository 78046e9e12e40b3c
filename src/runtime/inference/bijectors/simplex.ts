import { expectInteger } from "../../core/shape.ts";
import { expectLength } from "../distributions/expect.ts";
import { logSigmoid } from "../distributions/special/sigmoid.ts";
import type { Bijector } from "./bijector.ts";

/**
 * Vectors of size - 1 real numbers to the simplex of `size` entries by breaking a stick: each number says which share of
 * what is left its entry takes. Shifted as Stan's, so that zeros lead to the centre. The log-determinant is that of the
 * first size - 1 entries. Throws a RangeError for a size below 2 and for vectors of another length.
 */
export function simplexBijector(size: number): Bijector<Float64Array> {
  const name = "simplex";
  expectInteger(`size of ${name}`, size, 2);
  const shift = (i: number) => -Math.log(size - 1 - i);

  /** ln of each entry, and of the stick that each was broken from. */
  const broken = (x: Float64Array): { entries: Float64Array; sticks: Float64Array } => {
    expectLength(name, "x", x, size - 1);
    const entries = new Float64Array(size);
    const sticks = new Float64Array(size);
    for (let i = 0; i < size - 1; i++) {
      entries[i] = sticks[i] + logSigmoid(x[i] + shift(i));
      sticks[i + 1] = sticks[i] + logSigmoid(-x[i] - shift(i));
    }
    entries[size - 1] = sticks[size - 1];
    return { entries, sticks };
  };

  return {
    name,
    forward: (x) => broken(x).entries.map(Math.exp),
    inverse(y) {
      expectLength(name, "y", y, size);
      const x = new Float64Array(size - 1);
      // What is left is summed from the end: a difference from 1 would lose the small entries.
      let left = y[size - 1];
      for (let i = size - 2; i >= 0; i--) {
        x[i] = Math.log(y[i]) - Math.log(left) - shift(i);
        left += y[i];
      }
      return x;
    },
    logDet(x) {
      const { entries, sticks } = broken(x);
      // dy/dx of entry i is stick share (1 - share): entry times the next stick over its own.
      return x.reduce((sum, _, i) => sum + entries[i] + sticks[i + 1] - sticks[i], 0);
    },
  };
}
