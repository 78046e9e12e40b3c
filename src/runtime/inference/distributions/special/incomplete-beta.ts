// The regularized incomplete beta function and its inverse: stdlib's, and an expansion where both parameters are so large
// that stdlib's continued fraction ends before it converges (0.2.3: from about 1e8).
import { bisect } from "../../../schedules/bisect.ts";
import { betaInc, betaIncInv, erfc, log1pMinusX } from "./functions.ts";

/** With both parameters above this the expansion is right to about 1e-9. */
const huge = 1e6;

/** I_x(a, b) = P(X <= x) of Beta(a, b) and 1 - I, each to its own digits. a and b > 0, 0 <= x <= 1. */
export function incompleteBeta(x: number, a: number, b: number): { lower: number; upper: number } {
  if (Math.min(a, b) > huge) return uniform(x, a, b);
  return { lower: betaInc(x, a, b), upper: betaInc(x, a, b, true, true) };
}

/** The x at which I_x(a, b) is `p`. */
export const incompleteBetaInv = (p: number, a: number, b: number): number =>
  Math.min(a, b) > huge ? bisect((x) => uniform(x, a, b).lower, p) : betaIncInv(p, a, b);

/** Temme's uniform expansion, DLMF 8.18.9 with its first term; the next is smaller by 1 / a and 1 / b. */
function uniform(x: number, a: number, b: number): { lower: number; upper: number } {
  const n = a + b;
  const off = n * x - a;
  // n eta^2 / 2
  const exponent = -a * log1pMinusX(off / a) - b * log1pMinusX(-off / b);
  const sign = Math.sign(off);
  const eta = sign * Math.sqrt((2 * exponent) / n);
  const root = Math.sqrt((a / n) * (b / n));
  const first = Math.abs(eta) < 1e-6 ? (b - a) / n / (3 * root) : 1 / eta - (root * n) / off;
  const rest = (Math.exp(-exponent) / Math.sqrt(2 * Math.PI * n)) * first;
  const at = sign * Math.sqrt(exponent);
  return { lower: 0.5 * erfc(-at) + rest, upper: 0.5 * erfc(at) - rest };
}
