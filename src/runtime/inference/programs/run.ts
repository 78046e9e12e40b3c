import { toVar, type Var } from "../vars/index.ts";
import type { Layout } from "./layout.ts";
import type { Program } from "./program.ts";
import { lengthOf } from "./site.ts";

/** One run of a program at a position. */
export interface Run {
  /** Log density of each prior, with its constraint's log-determinant: one number each. */
  readonly priors: Map<string, Var>;
  /** Of each observation, and of each term that was added. */
  readonly likelihoods: Map<string, Var>;
  /** Values of parameters and of what was recorded. */
  readonly values: Map<string, Var>;
}

/** Throws a RangeError where a program does not sample the same parameters as when it was first seen. */
export function runAt(program: Program, { parameters }: Layout, position: Var): Run {
  const priors = new Map<string, Var>();
  const likelihoods = new Map<string, Var>();
  const values = new Map<string, Var>();
  program({
    sample(name, prior, size) {
      const parameter = parameters.get(name);
      if (!parameter || (size ?? lengthOf(parameter)) !== lengthOf(parameter))
        throw new RangeError(`A program samples the same parameters every time, but now "${name}" differs`);
      const { constraint, begin } = parameter;
      const { value, logDet } = constraint.forward(position.slice(begin, constraint.unconstrained));
      priors.set(name, prior.logProb(value).sum().add(logDet));
      values.set(name, value);
      return value;
    },
    observe: (name, distribution, data) => void likelihoods.set(name, distribution.logProb(data)),
    factor: (name, logDensity) => void likelihoods.set(name, toVar(logDensity)),
    record(name, value) {
      values.set(name, value);
      return value;
    },
  });
  return { priors, likelihoods, values };
}

/** The sum of them all. */
export const totalOf = (terms: Iterable<Var>): Var => {
  let total: Var | null = null;
  for (const term of terms) total = total ? total.add(term.sum()) : term.sum();
  return total ?? toVar(0);
};
