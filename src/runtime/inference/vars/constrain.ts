import { constraint } from "../bijectors/index.ts";
import type { Support } from "../distributions/support.ts";
import { concat } from "./many.ts";
import type { Var } from "./var.ts";

/** A smooth map from unconstrained numbers to numbers of a support. */
export interface Constraint {
  /** How many unconstrained numbers lead to so many of the support. */
  readonly unconstrained: number;
  /** The numbers of the support, and ln of the map's determinant in nats. */
  readonly forward: (x: Var) => { value: Var; logDet: Var };
  readonly inverse: (y: Float64Array) => Float64Array;
}

/** From unconstrained numbers to `length` numbers of a support. Throws a RangeError where no smooth map leads there. */
export function constrain(support: Support, length: number): Constraint {
  switch (support.kind) {
    case "real":
      return {
        unconstrained: length,
        forward: (x) => ({ value: x, logDet: x.sum().mul(0) }),
        inverse: (y) => y,
      };
    case "positive":
      return {
        unconstrained: length,
        forward: (x) => ({ value: x.exp(), logDet: x.sum() }),
        inverse: (y) => y.map(Math.log),
      };
    case "interval": {
      const { low, high } = support;
      const bijector = constraint(support);
      return {
        unconstrained: length,
        forward: (x) => ({
          value: x
            .sigmoid()
            .mul(high - low)
            .add(low),
          logDet: x.logSigmoid().add(x.neg().logSigmoid()).add(Math.log(high - low)).sum(), // prettier-ignore
        }),
        inverse: (y) => y.map((one) => bijector.inverse(one)),
      };
    }
    case "simplex":
      return {
        unconstrained: length - 1,
        forward: brokenStick,
        inverse: (y) => constraint(support).inverse(y),
      };
    case "ordered":
      return {
        unconstrained: length,
        forward(x) {
          const steps = x.slice(1, length - 1);
          return { value: concat([x.at(0), steps.exp()]).cumsum(), logDet: steps.sum() };
        },
        inverse: (y) => constraint(support).inverse(y),
      };
    case "each":
      if (support.supports.every(({ kind }) => kind === "real")) return constrain({ kind: "real" }, length);
      throw new RangeError("Vectors of a program have entries of one support each");
    default:
      throw new RangeError(
        support.kind === "whole"
          ? "Whole numbers cannot be sampled: gradients do not reach them. Sum over them, as mixture does"
          : `A program has no constraint transform to "${support.kind}"`,
      );
  }
}

/** Stan's: zeros lead to the simplex's centre. */
function brokenStick(x: Var): { value: Var; logDet: Var } {
  const parts = x.length;
  const shifted = x.sub(Float64Array.from({ length: parts }, (_, i) => Math.log(parts - i)));
  const taken = shifted.logSigmoid();
  const kept = shifted.neg().logSigmoid();
  const sticks = concat([0, kept.cumsum()]);
  const logs = concat([taken.add(sticks.slice(0, parts)), sticks.at(parts)]);
  // dy/dx of entry i is its stick times its share times what is kept of it.
  return { value: logs.exp(), logDet: logs.slice(0, parts).add(kept).sum() };
}
