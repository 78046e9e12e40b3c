import { constrain } from "../vars/constrain.ts";
import { toVar } from "../vars/index.ts";
import type { Program } from "./program.ts";
import { lengthOf, type Kept, type Parameter } from "./site.ts";
import { expectData, sizeOf } from "./sizes.ts";

export interface Layout {
  /** How many unconstrained numbers there are. */
  readonly dim: number;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly kept: readonly Kept[];
  readonly data: Readonly<Record<string, Float64Array>>;
}

/** Runs a program once, to see what it has. Throws a RangeError for a name used twice, and for data that cannot be. */
export function layoutOf(program: Program): Layout {
  const parameters = new Map<string, Parameter>();
  const kept: Kept[] = [];
  const data: Record<string, Float64Array> = {};
  const names = new Set<string>();
  let dim = 0;
  const once = (name: string): void => {
    if (names.has(name)) throw new RangeError(`A program has one "${name}", not two`);
    names.add(name);
  };
  program({
    sample(name, prior, given) {
      once(name);
      const size = sizeOf(name, prior, given);
      const constraint = constrain(prior.support, lengthOf({ name, size }));
      parameters.set(name, { name, size, support: prior.support, constraint, begin: dim });
      kept.push({ name, size });
      dim += constraint.unconstrained;
      return constraint.forward(toVar(new Float64Array(constraint.unconstrained))).value;
    },
    observe(name, distribution, given) {
      once(name);
      const values = Float64Array.from(typeof given === "number" ? [given] : given);
      expectData(name, distribution, values);
      data[name] = values;
    },
    factor: once,
    record(name, value) {
      once(name);
      kept.push({ name, size: value.length === 1 ? null : value.length });
      return value;
    },
  });
  if (dim === 0) throw new RangeError("A program samples at least one parameter");
  return { dim, parameters, kept, data };
}
