import type { Stream } from "../../../random/index.ts";
import type { Univariate } from "../../distributions/distribution.ts";
import type { Support } from "../../distributions/support.ts";
import { lengthOf, valuesOf, type Value, type Var } from "../var.ts";
import { expectGiven } from "./given.ts";

/** A distribution whose parameters may be variables: of a number, or of each entry where parameters are vectors. */
export interface VarDistribution {
  readonly name: string;
  readonly support: Support;
  /** How many numbers its parameters tell of: 1, or the length of the longest. */
  readonly length: number;
  /** Log density or log probability in nats of each entry of x; of a vector's distribution one number. */
  logProb(x: Value): Var;
  /** Draws so many numbers with the parameters' values as they are. */
  sample(stream: Stream, length: number): Float64Array;
}

type Parameters = Readonly<Record<string, Value>>;

/** Of numbers: `at` is the distribution in float64 of the parameters' values of one entry. */
export function ofNumbers<P extends Parameters>(
  parameters: P,
  family: Pick<VarDistribution, "name" | "support" | "logProb"> & {
    at: (values: Record<keyof P, number>) => Univariate;
  },
): VarDistribution {
  // A program makes its distributions anew for each gradient: nothing is worked out here that a log density does not need.
  expectGiven(family.name, parameters);
  let longest = 1;
  for (const key in parameters) longest = Math.max(longest, lengthOf(parameters[key]));
  return {
    name: family.name,
    support: family.support,
    length: longest,
    logProb: family.logProb,
    sample(stream, length) {
      const values = Object.entries(parameters).map(([key, value]) => [key, valuesOf(value)] as const);
      const entry = (i: number) =>
        Object.fromEntries(values.map(([key, of]) => [key, of[of.length === 1 ? 0 : i]]));
      return Float64Array.from({ length }, (_, i) =>
        family.at(entry(i) as Record<keyof P, number>).sample(stream),
      );
    },
  };
}
