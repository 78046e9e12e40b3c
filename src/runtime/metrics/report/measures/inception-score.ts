import type { Points } from "../../features.ts";
import { scatterOf } from "../interval.ts";
import { once, type Counts } from "../resamples.ts";
import type { Compared, Measure } from "./measure.ts";

/** The inception score of all samples at once, of their class probabilities. */
export function inceptionMeasure(probabilities: Points, { resamples, level }: Compared): Measure {
  const { values, count, dim } = probabilities;
  const negativeEntropies = Float64Array.from({ length: count }, (_, i) =>
    values.subarray(i * dim, (i + 1) * dim).reduce((sum, p) => sum + (p > 0 ? p * Math.log(p) : 0), 0),
  );
  const score = (counts: Counts) => scoreOf(probabilities, negativeEntropies, counts);
  const value = score(once(count));
  const scatter = scatterOf(value, resamples.samples.map(score), level);
  return {
    name: "inception score",
    value,
    interval: scatter?.interval ?? null,
    shift: scatter?.shift ?? null,
    better: "higher",
    counts: [count, null],
    resampled: "samples. All are scored at once, in one split; it is a little too low of few samples",
  };
}

/** exp(E KL(p(y|x) || p(y))) = exp(H(y) - E H(y|x)) */
function scoreOf({ values, dim }: Points, negativeEntropies: Float64Array, counts: Counts): number {
  const marginal = new Float64Array(dim);
  const total = counts.reduce((sum, n) => sum + n, 0);
  let negativeEntropy = 0;
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] === 0) continue;
    const share = counts[i] / total;
    negativeEntropy += share * negativeEntropies[i];
    for (let c = 0; c < dim; c++) marginal[c] += share * values[i * dim + c];
  }
  const entropy = marginal.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0);
  return Math.exp(Math.max(0, entropy + negativeEntropy));
}
