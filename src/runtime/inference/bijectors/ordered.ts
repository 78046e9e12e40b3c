import { expectInteger } from "../../core/shape.ts";
import { expectLength } from "../distributions/expect.ts";
import type { Bijector } from "./bijector.ts";

/**
 * Vectors of `size` real numbers to rising ones: the first entry as it is, then steps of e^x. Throws a RangeError for a size
 * below 1 and for vectors of another length.
 */
export function orderedBijector(size: number): Bijector<Float64Array> {
  const name = "ordered";
  expectInteger(`size of ${name}`, size, 1);
  return {
    name,
    forward(x) {
      expectLength(name, "x", x, size);
      let last = 0;
      return x.map((xi, i) => (last = i === 0 ? xi : last + Math.exp(xi)));
    },
    inverse(y) {
      expectLength(name, "y", y, size);
      return y.map((yi, i) => (i === 0 ? yi : Math.log(yi - y[i - 1])));
    },
    logDet: (x) => x.subarray(1).reduce((sum, xi) => sum + xi, 0),
  };
}
