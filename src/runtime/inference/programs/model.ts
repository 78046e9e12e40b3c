import type { Stream } from "../../random/index.ts";
import type { Target } from "../targets/target.ts";
import { concat, toVar, type Var } from "../vars/index.ts";
import {
  compiledDensity,
  compiledValues,
  type CompiledDensity,
  type DensityAbout,
} from "../vars/compiled/index.ts";
import { layoutOf } from "./layout.ts";
import { simulate, type Values } from "./simulate.ts";
import type { Program } from "./program.ts";
import { runAt, totalOf } from "./run.ts";
import { lengthOf, namesOf, type Kept } from "./site.ts";

/** A program as a target: the posterior of its parameters. */
export interface BayesModel extends Target {
  /** Parameters and what was recorded, in the order of `names`. */
  readonly kept: readonly Kept[];
  /** What was observed, by name. */
  readonly data: Values;
  /** The parameters without the data. */
  readonly prior: Target;
  /** The position of parameters given by name. Throws a RangeError for one that is missing or out of its support. */
  position(values: Readonly<Record<string, number | ArrayLike<number>>>): Float64Array;
  /** Log density of each observation in nats, by the data's name: what `loo` is made of. */
  logLikelihoods(position: Float64Array): Record<string, Float64Array>;
  /** Log density of each part of the program, by name: where a number that is not finite comes from. */
  terms(position: Float64Array): Record<string, number>;
  /** How its log density runs in chains and fits: as compiled code once it was seen twice to do the same, or why not. */
  compiled(): DensityAbout;
  /** Parameters from the prior, and data that they lead to. */
  drawPrior(stream: Stream): Values;
  /** Data that the parameters of this position lead to. */
  predict(stream: Stream, position: Float64Array): Values;
}

function tell(what: string, reason: string): void {
  console.warn(`${what} runs without compiled code from here on: ${reason}.`);
}

/**
 * The posterior of a program's parameters. Throws a RangeError for a program without parameters, with a name used twice, or
 * with data that its distribution never gives.
 */
export function model(program: Program): BayesModel {
  const layout = layoutOf(program);
  const { dim, kept, parameters } = layout;
  const at = (x: Var) => runAt(program, layout, x);
  const prior = (x: Var): Var => totalOf(at(x).priors.values());
  const joint = (x: Var): Var => {
    const { priors, likelihoods } = at(x);
    return totalOf([...priors.values(), ...likelihoods.values()]);
  };
  const checked = (position: Float64Array): Float64Array => {
    if (position.length !== dim)
      throw new RangeError(`A position of this model has ${dim} numbers, not ${position.length}`);
    return position;
  };
  const constrained = compiledValues((x) => {
    const { values } = at(x);
    return concat(kept.map(({ name }) => values.get(name) ?? []));
  });
  const target = ({ logDensity, gradient }: CompiledDensity): Target => ({
    dim,
    names: kept.flatMap(namesOf),
    logDensity: (position) => logDensity(checked(position)),
    gradient: (position, out) => gradient(checked(position), out),
    constrain: (position) => constrained(checked(position)),
  });
  const posterior = compiledDensity(joint, (reason) => tell("A model", reason));
  return {
    ...target(posterior),
    kept,
    data: layout.data,
    prior: target(compiledDensity(prior, (reason) => tell("A model's prior", reason))),
    compiled: posterior.about,
    position(given) {
      const position = new Float64Array(dim);
      for (const parameter of parameters.values()) {
        if (!(parameter.name in given)) throw new RangeError(`There is no value for "${parameter.name}"`);
        const value = given[parameter.name];
        const values = typeof value === "number" ? Float64Array.of(value) : Float64Array.from(value);
        if (values.length !== lengthOf(parameter))
          throw new RangeError(
            `"${parameter.name}" has ${lengthOf(parameter)} numbers, not ${values.length}`,
          );
        const free = parameter.constraint.inverse(values);
        if (!free.every(Number.isFinite))
          throw new RangeError(
            `"${parameter.name}" of ${[...values].join(", ")} lies outside of its support`,
          );
        position.set(free, parameter.begin);
      }
      return position;
    },
    logLikelihoods: (position) =>
      Object.fromEntries(
        [...at(toVar(checked(position))).likelihoods]
          .filter(([name]) => name in layout.data)
          .map(([name, term]) => [name, term.value]),
      ),
    terms(position) {
      const { priors, likelihoods } = at(toVar(checked(position)));
      return Object.fromEntries(
        [...priors, ...likelihoods].map(([name, term]) => [name, term.sum().value[0]]),
      );
    },
    drawPrior: (stream) => simulate(program, layout, stream),
    predict: (stream, position) => simulate(program, layout, stream, checked(position)),
  };
}
