// The parts of C. Loader's "Fast and accurate computation of binomial probabilities" (2000): densities of the gamma family
// as small differences, where sums of logarithms of gamma functions would cancel for large arguments.
import { digamma, log1pMinusX, logGamma } from "./functions.ts";

/** Above this the asymptotic series below are exact to float64. */
const large = 16;
export const halfLog2Pi = 0.5 * Math.log(2 * Math.PI);

/** The sum of c[i] x^i. */
const polynomial = (x: number, c: readonly number[]): number => c.reduceRight((sum, ci) => sum * x + ci, 0);

/** ln Gamma(a) less Stirling's (a - 1/2) ln a - a + ln(2 pi) / 2: DLMF 5.11.1. */
export function stirlingError(a: number): number {
  if (a < large) return logGamma(a) - ((a - 0.5) * Math.log(a) - a + halfLog2Pi);
  return polynomial(1 / a ** 2, [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360]) / a;
}

/** digamma(a) - ln a: DLMF 5.11.2. */
export function digammaExcess(a: number): number {
  if (a < large) return digamma(a) - Math.log(a);
  const square = 1 / a ** 2;
  const even = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760];
  return -0.5 / a - square * polynomial(square, even);
}

/** a ln(a / m) + m - a >= 0, in nats: what is lost where a count `a` meets the mean `m`. */
export function deviance(a: number, m: number): number {
  if (a === 0) return m;
  const off = (m - a) / a;
  if (Math.abs(off) < 0.5) return -a * log1pMinusX(off);
  return a * (Math.log(a) - Math.log(m)) + m - a;
}

/** ln(x^a e^-x / Gamma(a)), for x and a above 0. */
export const logGammaFront = (a: number, x: number): number =>
  0.5 * Math.log(a) - halfLog2Pi - stirlingError(a) - deviance(a, x);
