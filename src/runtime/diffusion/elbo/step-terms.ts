import type { Schedule } from "../../schedules/index.ts";
import { gaussianCost, posteriorKl } from "../likelihood/index.ts";
import type { Data, Kind } from "./kind.ts";
import type { Seen } from "./look.ts";
import type { ElboOptions } from "./options.ts";
import { planSteps } from "./step-plan.ts";
import { squaredErrors, sums, termOf } from "./term.ts";
import { expectVariance, varianceAt, type VarianceOf } from "./variance.ts";

/** The bound on a schedule of steps. Throws a RangeError for options that do not go with it. */
export function bySteps(schedule: Schedule, options: ElboOptions): Kind {
  const { variance, decoderVariance, draws = 1, clip, seed = 0 } = options;
  if (variance !== undefined) expectVariance(variance, schedule);
  return {
    plan: planSteps(schedule, options.terms, seed),
    draws,
    first: 0,
    term: (data, t, seen) => {
      const chosen = { schedule, variance, range: clip ?? data.decoder.range };
      return termOf(data.examples, t, seen, (one) =>
        summed(data, one, varianceAt(chosen, t, seen, one), (squaredError, of) =>
          posteriorKl(schedule, t, { squaredError, variance: of }),
        ),
      );
    },
    decoded: (data, seen) => {
      const chosen = { schedule, variance, range: clip ?? data.decoder.range };
      return termOf(data.examples, 0, seen, (one) => {
        const of = decoderVariance ?? varianceAt(chosen, 0, seen, one);
        return data.decoder.levels === null
          ? summed(data, one, of, gaussianCost)
          : decodedLevels(data, one, of);
      });
    },
    variance: (seen) =>
      typeof variance === "object" ? "given" : (variance ?? (seen.variance ? "learned" : "posterior")),
  };
}

/** Adds up a cost that depends on a dimension's squared error and variance, and is linear in the error. */
function summed(
  { examples }: Data,
  { x0 }: Seen,
  variance: VarianceOf,
  cost: (squaredError: number, variance: number) => number,
): Float64Array {
  const { values, dims } = examples;
  if (typeof variance === "function") {
    return sums(examples, (i) => cost((values[i] - x0[i]) ** 2, variance(i)));
  }
  // With one variance for all dimensions, the mean of the squares is all that counts.
  return squaredErrors(examples, x0).map((squaredError) => dims * cost(squaredError, variance));
}

function decodedLevels({ examples, decoder }: Data, { x0 }: Seen, variance: VarianceOf): Float64Array {
  const at = typeof variance === "number" ? () => variance : variance;
  return sums(examples, (i) => decoder.cost(examples.values[i], x0[i], at(i)));
}
