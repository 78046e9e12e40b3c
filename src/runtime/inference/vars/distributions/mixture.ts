import { drawIndex, logProbabilities } from "../../distributions/univariate/probabilities.ts";
import { hull } from "../../distributions/support.ts";
import { logAddExp } from "../many.ts";
import { lengthOf, toVar, valuesOf, type Var } from "../var.ts";
import type { VarDistribution } from "./distribution.ts";
import { logitsOf, type Shares } from "./odds.ts";

/**
 * Each number from one of these distributions of numbers, each with its probability. Throws a RangeError unless there are as
 * many probabilities as distributions, and at least one.
 */
export function mixture({
  components,
  ...shares
}: { components: readonly VarDistribution[] } & Shares): VarDistribution {
  const logits = logitsOf("mixture", shares);
  if (components.length === 0 || lengthOf(logits) !== components.length)
    throw new RangeError(
      `A mixture of ${components.length} components has a probability for each, not ${lengthOf(logits)}`,
    );
  return {
    name: "mixture",
    support: hull(components.map(({ support }) => support)),
    length: Math.max(...components.map(({ length }) => length)),
    logProb(x) {
      const weights = toVar(logits).sub(toVar(logits).logSumExp());
      const parts: Var[] = components.map((one, i) => one.logProb(x).add(weights.at(i)));
      return parts.reduce((a, b) => logAddExp(a, b));
    },
    sample(stream, length) {
      const shares = logProbabilities("mixture", { logits: valuesOf(logits) }).map(Math.exp);
      const draws = components.map((one) => one.sample(stream, length));
      return Float64Array.from({ length }, (_, i) => draws[drawIndex(shares, stream.uniform64(1)[0])][i]);
    },
  };
}
