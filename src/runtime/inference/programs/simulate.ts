import type { Stream } from "../../random/index.ts";
import { toVar } from "../vars/index.ts";
import type { Layout } from "./layout.ts";
import type { Program } from "./program.ts";
import { lengthOf } from "./site.ts";

/** Numbers by name. */
export type Values = Readonly<Record<string, Float64Array>>;

/**
 * Runs a program forwards: parameters from their priors, or of a position, and data from its distributions. Terms that were
 * added do not take part.
 */
export function simulate(
  program: Program,
  { parameters }: Layout,
  stream: Stream,
  position?: Float64Array,
): Values {
  const result: Record<string, Float64Array> = {};
  program({
    sample(name, prior) {
      const parameter = parameters.get(name);
      if (!parameter) throw new RangeError(`A program samples the same parameters every time, not "${name}"`);
      const { constraint, begin } = parameter;
      const value = position
        ? constraint.forward(toVar(position.slice(begin, begin + constraint.unconstrained))).value.value
        : prior.sample(stream, lengthOf(parameter));
      if (!position) result[name] = value;
      return toVar(value);
    },
    observe(name, distribution, data) {
      result[name] = distribution.sample(stream, typeof data === "number" ? 1 : data.length);
    },
    factor: () => undefined,
    record(name, value) {
      result[name] = value.value;
      return value;
    },
  });
  return result;
}
