import type {
  Each,
  Interval,
  Ordered,
  PositiveDefinite,
  Positives,
  Reals,
  Simplex,
  Support,
} from "../distributions/support.ts";
import type { Bijector, ScalarBijector } from "./bijector.ts";
import { eachBijector } from "./each.ts";
import { orderedBijector } from "./ordered.ts";
import { positiveDefiniteBijector } from "./positive-definite.ts";
import { expBijector, identityBijector, intervalBijector, sigmoidBijector } from "./scalar.ts";
import { simplexBijector } from "./simplex.ts";

type Numbers = "real" | "positive" | "unit interval" | Reals | Positives | Interval;
type Vectors = Simplex | Ordered | PositiveDefinite | Each;

/**
 * The bijector from unconstrained numbers to a support, by its name or as a distribution has it: "real" as it is,
 * "positive" by exp, "unit interval" by the sigmoid, { kind: "interval", low, high }, and of vectors { kind: "simplex",
 * size }, "ordered" and "positive definite" alike, and { kind: "each", supports }. Throws a RangeError for whole numbers,
 * which no smooth map leads to, and for a support that is not known.
 */
export function constraint(support: Numbers): ScalarBijector;
export function constraint(support: Vectors): Bijector<Float64Array>;
export function constraint(support: Support): ScalarBijector | Bijector<Float64Array>;
export function constraint(support: Numbers | Support): ScalarBijector | Bijector<Float64Array> {
  if (support === "unit interval") return sigmoidBijector;
  const of: Support = typeof support === "string" ? { kind: support } : support;
  switch (of.kind) {
    case "real":
      return identityBijector;
    case "positive":
      return expBijector;
    case "interval":
      return of.low === 0 && of.high === 1 ? sigmoidBijector : intervalBijector(of);
    case "simplex":
      return simplexBijector(of.size);
    case "ordered":
      return orderedBijector(of.size);
    case "positive definite":
      return positiveDefiniteBijector(of.size);
    case "each":
      return eachBijector(of.supports.map(ofNumbers));
    case "whole":
      throw new RangeError("Whole numbers have no constraint transform: no smooth map leads to them");
    default:
      throw new RangeError(`There is no constraint transform to "${(of as Support).kind}"`);
  }
}

function ofNumbers(support: Support): ScalarBijector {
  if (support.kind === "real" || support.kind === "positive" || support.kind === "interval") {
    return constraint(support);
  }
  throw new RangeError(`An entry of a vector has a support of numbers, not "${support.kind}"`);
}
