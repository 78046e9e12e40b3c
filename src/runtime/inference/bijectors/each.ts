import { expectLength } from "../distributions/expect.ts";
import type { Bijector } from "./bijector.ts";

/** Bijectors of numbers, one for each entry of a vector. Throws a RangeError for a vector of another length. */
export function eachBijector(bijectors: readonly Bijector[]): Bijector<Float64Array> {
  const name = "each";
  const along = (what: "forward" | "inverse") => (values: Float64Array) => {
    expectLength(name, "the vector", values, bijectors.length);
    return values.map((value, i) => bijectors[i][what](value));
  };
  return {
    name,
    forward: along("forward"),
    inverse: along("inverse"),
    logDet(x) {
      expectLength(name, "the vector", x, bijectors.length);
      return bijectors.reduce((sum, one, i) => sum + one.logDet(x[i]), 0);
    },
  };
}
