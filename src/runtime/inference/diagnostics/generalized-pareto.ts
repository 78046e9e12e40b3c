import { mean } from "./chains.ts";
import { sum } from "./sum.ts";

/** Shape k and scale of a generalized Pareto distribution, of exceedances above 0. */
export interface GeneralizedPareto {
  shape: number;
  scale: number;
}

/** Weight of the prior of the scale's grid, and how many exceedances the prior of the shape (1/2) counts for. */
const priorScale = 3;
const priorShape = 10;

/**
 * Fits sorted exceedances by Zhang and Stephens' empirical Bayes (2009), the shape then drawn to 1/2 as Vehtari et al.
 * (1507.02646), appendix C, do it.
 */
export function fitGeneralizedPareto(sorted: Float64Array): GeneralizedPareto {
  const n = sorted.length;
  const points = 30 + Math.floor(Math.sqrt(n));
  const quarter = sorted[Math.floor(n / 4 + 0.5) - 1];
  const grid = Float64Array.from(
    { length: points },
    (_, i) => (1 - Math.sqrt(points / (i + 0.5))) / (priorScale * quarter) + 1 / sorted[n - 1],
  );
  const shapeAt = (b: number): number => mean(sorted.map((x) => Math.log1p(-b * x)));
  const logs = grid.map((b) => {
    const k = shapeAt(b);
    return n * (Math.log(-b / k) - k - 1);
  });
  const highest = Math.max(...logs);
  const likelihoods = logs.map((log) => Math.exp(log - highest));
  const total = sum(likelihoods);
  const weights = likelihoods.map((each) => (each / total >= 10 * Number.EPSILON ? each : 0));
  const b = sum(grid.map((each, i) => each * weights[i])) / sum(weights);
  const k = shapeAt(b);
  return { shape: (n * k + priorShape * 0.5) / (n + priorShape), scale: -k / b };
}

/** The exceedance below which lies the probability p. */
export const paretoQuantile = (p: number, { shape, scale }: GeneralizedPareto): number =>
  shape === 0 ? -scale * Math.log1p(-p) : (scale * Math.expm1(-shape * Math.log1p(-p))) / shape;
