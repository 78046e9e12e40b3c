import { estimateGradient, type Problem } from "../../../../../src/runtime/inference/vi/estimate.ts";
import { density, type Target } from "../../../../../src/runtime/inference/index.ts";

/** Equal steps over [-8.6, 8.6] with the weights of N(0, 1): sums of smooth functions have errors below 1e-12. */
const step = 0.2;
export const nodes = Array.from({ length: 87 }, (_, i) => {
  const eps = (i - 43) * step;
  return { eps, weight: (step * Math.exp((-eps * eps) / 2)) / Math.sqrt(2 * Math.PI) };
});

/** E of f under `count` independent standard normal numbers; of three every second node is enough. */
export function expectation(count: number, f: (eps: number[]) => Float64Array): Float64Array {
  const stride = count > 2 ? 2 : 1;
  const kept = nodes.filter((_, i) => i % stride === 0);
  let total = new Float64Array(0);
  const visit = (eps: number[], weight: number): void => {
    if (eps.length < count) {
      for (const node of kept) {
        const product = weight * node.weight * stride;
        if (product > 1e-18) visit([...eps, node.eps], product);
      }
      return;
    }
    const values = f(eps);
    if (total.length === 0) total = new Float64Array(values.length);
    for (let i = 0; i < values.length; i++) total[i] += weight * values[i];
  };
  visit([], 1);
  return total;
}

/** The estimator's mean gradient, exactly: of a family of one number made of one. */
export const meanGradient = (problem: Problem, params: Float64Array, memory = NaN): Float64Array =>
  expectation(
    problem.bound.particles,
    (eps) =>
      estimateGradient(
        problem,
        params,
        eps.map((e) => Float64Array.of(e)),
        memory,
      ).gradient,
  );

/** Central differences. */
export const slopes = (f: (params: Float64Array) => number, at: Float64Array, by = 1e-4): Float64Array =>
  at.map((x, i) => {
    const moved = (d: number) => f(at.with(i, x + d));
    return (8 * (moved(by) - moved(-by)) - (moved(2 * by) - moved(-2 * by))) / (12 * by);
  });

/** A density of one number that is not normal and not of area 1. */
export const quartic: Target = density({
  dim: 1,
  logDensity: ([x]) => 0.7 + 0.4 * x - 0.2 * x ** 2 - 0.1 * x ** 4,
  gradient: ([x]) => [0.4 - 0.4 * x - 0.4 * x ** 3],
});

/** ln of its area. */
export const quarticEvidence = Math.log(
  nodes.reduce((sum, { eps }) => sum + step * Math.exp(quartic.logDensity(Float64Array.of(eps))), 0),
);
