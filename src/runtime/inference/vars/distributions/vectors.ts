import { dirichlet as dirichlet64 } from "../../distributions/multivariate/dirichlet.ts";
import { fullNormal as fullNormal64 } from "../../distributions/multivariate/full-normal.ts";
import { logDetLower, solveLower } from "../../distributions/linear/cholesky.ts";
import type { Rows } from "../../distributions/linear/rows.ts";
import { halfLog2Pi } from "../../distributions/special/saddle.ts";
import { reals } from "../../distributions/support.ts";
import { matVec } from "../many.ts";
import { lengthOf, toVar, valuesOf, type Value } from "../var.ts";
import type { VarDistribution } from "./distribution.ts";
import { expectGiven } from "./given.ts";

/** Dirichlet's distribution on the simplex, a density relative to all entries but the last. */
export function dirichlet({ concentration }: { concentration: Value }): VarDistribution {
  expectGiven("dirichlet", { concentration });
  const size = lengthOf(concentration);
  return {
    name: "dirichlet",
    support: { kind: "simplex", size },
    length: size,
    logProb(x) {
      const a = toVar(concentration);
      return a.sub(1).dot(toVar(x).log()).add(a.sum().logGamma()).sub(a.logGamma().sum());
    },
    sample: (stream) => dirichlet64({ concentration: valuesOf(concentration) }).sample(stream),
  };
}

/** The normal distribution of vectors, with a mean that may be variable and a constant covariance or Cholesky factor. */
export function fullNormal(
  options: { mean: Value } & ({ covariance: Rows } | { cholesky: Rows }),
): VarDistribution {
  const { mean } = options;
  expectGiven("fullNormal", { mean });
  const size = lengthOf(mean);
  const at = (values: ArrayLike<number>) => fullNormal64({ ...options, mean: values });
  const lower = at(new Float64Array(size)).cholesky();
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column++)
    solveLower(
      lower,
      Float64Array.from({ length: size }, (_, i) => Number(i === column)),
    ).forEach((entry, row) => (inverse[row * size + column] = entry));
  const volume = logDetLower(lower, size) + size * halfLog2Pi;
  return {
    name: "full normal",
    support: reals(size),
    length: size,
    logProb: (x) => matVec(inverse, toVar(x).sub(mean)).square().sum().mul(-0.5).sub(volume),
    sample: (stream) => at(valuesOf(mean)).sample(stream),
  };
}
