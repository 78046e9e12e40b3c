import { solveLower } from "../linear/cholesky.ts";
import type { MultivariateNormal } from "../multivariate/multivariate-normal.ts";
import { deviance } from "../special/saddle.ts";

/** KL(N(mean1, std1^2) || N(mean2, std2^2)). */
export const normalKl = (mean1: number, std1: number, mean2: number, std2: number): number =>
  0.5 * (deviance(1, (std1 / std2) ** 2) + ((mean1 - mean2) / std2) ** 2);

/** The same of vectors, by the Cholesky factors of both. */
export function multivariateNormalKl(p: MultivariateNormal, q: MultivariateNormal): number | null {
  const n = p.mean.length;
  if (q.mean.length !== n) return null;
  const [own, other] = [p.cholesky(), q.cholesky()];
  const column = (j: number) => p.mean.map((_, i) => own[i * n + j]);
  let sum = 0;
  for (let j = 0; j < n; j++) {
    // L2^-1 L1 is lower triangular: its squares are the trace, and its diagonal has the determinants.
    for (const [i, v] of solveLower(other, column(j)).entries()) sum += i === j ? deviance(1, v * v) : v * v;
  }
  const off = solveLower(
    other,
    p.mean.map((m, i) => m - q.mean[i]),
  );
  return 0.5 * off.reduce((total, v) => total + v * v, sum);
}
