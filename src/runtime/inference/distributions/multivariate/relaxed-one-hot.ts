import { noClosedForm, type Distribution } from "../distribution.ts";
import { expectLength, expectPositive } from "../expect.ts";
import { logSumExp } from "../special/log-sum-exp.ts";
import { openUniform } from "../random/open-uniform.ts";
import { logGamma } from "../special/functions.ts";
import { logProbabilities, type ProbabilitiesOptions } from "../univariate/probabilities.ts";
import { onSimplex } from "./on-simplex.ts";

export interface RelaxedOneHot extends Distribution<Float64Array> {
  readonly name: "relaxed one-hot";
  readonly temperature: number;
  readonly logProbabilities: Float64Array;
}

/**
 * Gumbel-softmax, the concrete distribution: softmax((ln p + Gumbel noise) / temperature) of k probabilities, a point of the
 * simplex that comes to one of its corners as the temperature goes to 0. The density is Maddison, Mnih and Teh
 * (1611.00712), definition 1, relative to the first k - 1 entries; draws at a low temperature may round to a corner, where
 * it is -Infinity here. Mean, variance and entropy have no closed form. Throws a RangeError for a temperature that is not
 * above 0, and as `categorical`.
 */
export function relaxedOneHot({
  temperature,
  ...options
}: { temperature: number } & ProbabilitiesOptions): RelaxedOneHot {
  const name = "relaxed one-hot";
  expectPositive(name, "temperature", temperature);
  const logs = logProbabilities(name, options);
  const k = logs.length;
  const constant = logGamma(k) + (k - 1) * Math.log(temperature);
  return {
    name,
    support: { kind: "simplex", size: k },
    temperature,
    logProbabilities: logs,
    logProb(x) {
      expectLength(name, "x", x, k);
      if (!onSimplex(x) || x.includes(0)) return -Infinity;
      const logX = x.map(Math.log);
      const scores = logs.map((log, i) => log - temperature * logX[i]);
      const product = scores.reduce((sum, score, i) => sum + score - logX[i], 0);
      return constant + product - k * logSumExp(scores);
    },
    sample(stream) {
      const gumbel = logs.map(() => -Math.log(-Math.log(openUniform(stream))));
      const scores = logs.map((log, i) => (log + gumbel[i]) / temperature);
      const total = logSumExp(scores);
      return scores.map((score) => Math.exp(score - total));
    },
    get mean(): Float64Array {
      throw noClosedForm("mean", name);
    },
    get variance(): Float64Array {
      throw noClosedForm("variance", name);
    },
    entropy() {
      throw noClosedForm("entropy", name);
    },
  };
}
