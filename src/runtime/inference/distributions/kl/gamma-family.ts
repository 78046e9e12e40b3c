import { deviance, digammaExcess, stirlingError } from "../special/saddle.ts";

/**
 * KL(Gamma(a, 1) || Gamma(c, ratio)): (a - c) digamma(a) - ln Gamma(a) + ln Gamma(c) - c ln(ratio) + a (ratio - 1), written
 * without what cancels for large concentrations.
 */
export function gammaKl(a: number, c: number, ratio: number): number {
  const logs = stirlingError(c) - stirlingError(a) - 0.5 * (Math.log(c) - Math.log(a));
  return (a - c) * digammaExcess(a) + logs + deviance(c, a * ratio);
}

/** KL(Dirichlet(a) || Dirichlet(c)): that of gammas of one rate, less that of their sums. */
export function dirichletKl(a: ArrayLike<number>, c: ArrayLike<number>): number | null {
  if (a.length !== c.length) return null;
  let [own, other, sum] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    own += a[i];
    other += c[i];
    sum += gammaKl(a[i], c[i], 1);
  }
  return sum - gammaKl(own, other, 1);
}
