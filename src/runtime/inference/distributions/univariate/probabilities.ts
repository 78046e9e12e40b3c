import { expectEach, expectProbability } from "../expect.ts";
import { logSumExp } from "../special/log-sum-exp.ts";

/**
 * How probable each outcome is: by probabilities, which add up to 1 within 1e-6 and are then divided by their sum, or by
 * logits, the logarithms of numbers in proportion to them.
 */
export type ProbabilitiesOptions = { probabilities: ArrayLike<number> } | { logits: ArrayLike<number> };

/** ln of each probability. Throws a RangeError where they are not probabilities, or no logit is finite. */
export function logProbabilities(who: string, options: ProbabilitiesOptions): Float64Array {
  let logs: Float64Array;
  if ("logits" in options) {
    expectEach(who, "logits", options.logits, (_, name, logit) => {
      if (!(logit < Infinity))
        throw new RangeError(`${name} of ${who} is a number below Infinity, not ${logit}`);
    });
    logs = Float64Array.from(options.logits);
  } else {
    const { probabilities } = options;
    expectEach(who, "probabilities", probabilities, expectProbability);
    const sum = Array.from(probabilities).reduce((a, b) => a + b, 0);
    if (Math.abs(sum - 1) > 1e-6) throw new RangeError(`probabilities of ${who} add up to 1, not to ${sum}`);
    logs = Float64Array.from(probabilities, Math.log);
  }
  const total = logSumExp(logs);
  if (total === -Infinity) throw new RangeError(`logits of ${who} have at least one that is finite`);
  return logs.map((log) => log - total);
}

/** An index, each with its probability. */
export function drawIndex(probabilities: Float64Array, u: number): number {
  let sum = 0;
  let last = 0;
  for (let i = 0; i < probabilities.length; i++) {
    if (probabilities[i] === 0) continue;
    sum += probabilities[i];
    last = i;
    if (u < sum) return i;
  }
  return last; // the sum may round to less than 1
}
