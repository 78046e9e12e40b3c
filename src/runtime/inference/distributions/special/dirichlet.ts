// Dirichlet's density and entropy from Loader's parts: what a sum of logarithms of gamma functions loses for large
// concentrations is not there. Two concentrations are those of a beta distribution.
import { deviance, digammaExcess, halfLog2Pi, stirlingError } from "./saddle.ts";

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** ln B(a) - sum (a_i - 1/2) ln(a_i / n), with n the sum of all a_i. */
function logBetaRest(a: readonly number[], n: number): number {
  const logs = sum(a.map((ai) => stirlingError(ai) - 0.5 * Math.log(ai)));
  return logs - stirlingError(n) + 0.5 * Math.log(n) + (a.length - 1) * halfLog2Pi;
}

/** ln of x^(a - 1) / B(a), for x above 0. */
export function dirichletLogDensity(a: readonly number[], x: readonly number[]): number {
  const n = sum(a);
  const off = a.map((ai, i) => deviance(ai, n * x[i]) + Math.log(x[i]));
  return -sum(off) - logBetaRest(a, n);
}

/** ln B(a) + (n - k) digamma(n) - sum (a_i - 1) digamma(a_i), in nats. */
export function dirichletEntropy(a: readonly number[]): number {
  const n = sum(a);
  const own = a.map((ai) => stirlingError(ai) + 0.5 * Math.log(ai) - (ai - 1) * digammaExcess(ai));
  const k = a.length;
  const whole = (0.5 - k) * Math.log(n) - stirlingError(n) + (n - k) * digammaExcess(n);
  return sum(own) + whole + (k - 1) * halfLog2Pi;
}
