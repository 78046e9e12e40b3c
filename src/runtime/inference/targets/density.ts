import type { Target } from "./target.ts";

export interface DensityOptions {
  /** How many numbers a position has. */
  dim: number;
  /** x[0], x[1], … unless given. */
  names?: readonly string[];
  /** In nats, up to a constant; -Infinity outside of the support. */
  logDensity: (position: Float64Array) => number;
  /** Of the log density, [dim]. Without it only kernels that need no gradient walk on it. */
  gradient?: (position: Float64Array) => ArrayLike<number>;
}

/**
 * The target of a density that a person writes by hand. Throws a RangeError for names that are not as many as numbers, and
 * where a gradient is asked for that is not there or has another length.
 */
export function density({ dim, names, logDensity, gradient }: DensityOptions): Target {
  if (!Number.isInteger(dim) || dim < 1)
    throw new RangeError(`A density is over at least one number, not ${dim}`);
  const called = names ?? Array.from({ length: dim }, (_, i) => `x[${i}]`);
  if (called.length !== dim)
    throw new RangeError(`A density over ${dim} numbers has as many names, not ${called.length}`);
  return {
    dim,
    names: called,
    logDensity,
    gradient(position) {
      if (!gradient)
        throw new RangeError("This density has no gradient: give one, or use a kernel that needs none");
      const values = Float64Array.from(gradient(position));
      if (values.length !== dim)
        throw new RangeError(`The gradient of a density over ${dim} numbers has ${values.length}`);
      return { logDensity: logDensity(position), gradient: values };
    },
    constrain: (position) => position.slice(),
  };
}
