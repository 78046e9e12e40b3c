// The regularized incomplete gamma functions, their inverse, and how they move with a. Our own, because stdlib's (0.3.1)
// are off by up to 3% where x > 1000, and no package gives the derivative that implicit gradients need.
import { erfc, log1pMinusX, logGamma } from "./functions.ts";
import { normalQuantile } from "./normal.ts";
import { digammaExcess, logGammaFront } from "./saddle.ts";

/** A sum or fraction and the derivative of its logarithm by a. */
interface Moving {
  value: number;
  slope: number;
}

/** S in P(a, x) = x^a e^-x / Gamma(a + 1) S: the series of DLMF 8.11.4, for x below a + 1. */
function series(a: number, x: number): Moving {
  let [term, sum, termSlope, sumSlope] = [1, 1, 0, 0];
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n);
    termSlope -= 1 / (a + n);
    sum += term;
    sumSlope += term * termSlope;
  }
  return { value: sum, slope: sumSlope / sum };
}

/** H in Q(a, x) = x^a e^-x / Gamma(a) H: the continued fraction of DLMF 8.9.2 by Lentz's method, for x above a + 1. */
function fraction(a: number, x: number): Moving {
  let b = x + 1 - a;
  // d and c of the method, each with its derivative by a.
  let [d, dd] = [1 / b, 1 / b ** 2];
  let [c, dc] = [Infinity, 0];
  let value = d;
  let slope = dd / d;
  for (let i = 1; ; i++) {
    const part = i * (a - i);
    b += 2;
    const below = 1 / (part * d + b);
    dd = -(below ** 2) * (i * d + part * dd - 1);
    dc = i / c - (part * dc) / c ** 2 - 1;
    d = below;
    c = b + part / c;
    value *= d * c;
    const change = dd / d + dc / c;
    slope += change;
    if (Math.abs(d * c - 1) <= Number.EPSILON && Math.abs(change) <= 1e-14 * Math.abs(slope))
      return { value, slope };
    if (i > 1e6) throw new Error(`The incomplete gamma function of a = ${a}, x = ${x} did not converge`);
  }
}

/** Above this the number of terms, some multiple of the root of a, gives way to an expansion that needs none. */
const huge = 1e8;

/** P(a, x) = P(X <= x) of Gamma(a, 1) and Q = 1 - P, each to float64 where it is the small one. a > 0, x >= 0. */
export function incompleteGamma(a: number, x: number): { lower: number; upper: number } {
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  if (a > huge) return uniform(a, x);
  const front = Math.exp(logGammaFront(a, x));
  if (x < a + 1) {
    const lower = (front / a) * series(a, x).value;
    return { lower, upper: 1 - lower };
  }
  const upper = front * fraction(a, x).value;
  return { lower: 1 - upper, upper };
}

/** Temme's uniform expansion, DLMF 8.12.3-4 with its first term; the next is smaller by 1 / a. */
function uniform(a: number, x: number): { lower: number; upper: number } {
  const off = (x - a) / a;
  const eta = Math.sign(off) * Math.sqrt(-2 * log1pMinusX(off));
  const near = Math.abs(eta) < 0.01;
  const first = near ? -1 / 3 + eta * (1 / 12 - eta * (2 / 135 - eta / 864)) : 1 / off - 1 / eta;
  const rest = (Math.exp(-0.5 * a * eta ** 2) / Math.sqrt(2 * Math.PI * a)) * first;
  const at = eta * Math.sqrt(a / 2);
  return { lower: 0.5 * erfc(-at) - rest, upper: 0.5 * erfc(at) + rest };
}

/**
 * d ln x / da where P(a, x) stays as it is: the implicit gradient of a draw of Gamma(a, 1), Figurnov et al. (1805.08498),
 * equation 5. `logX` is ln x, so that draws of a small `a` that are 0 as numbers still have theirs.
 */
export function gammaSensitivity(a: number, logX: number): number {
  const x = Math.exp(logX);
  if (a > 1e6) {
    // Wilson and Hilferty's cube root, which is normal to within 1 / a.
    const root = Math.exp((logX - Math.log(a)) / 3);
    const z = 3 * Math.sqrt(a) * (root - 1 + 1 / (9 * a));
    return 1 / a + (3 / root) * (1 / (9 * a ** 2) - z / (6 * a ** 1.5));
  }
  const front = logX - Math.log(a) - digammaExcess(a);
  if (x < a + 1) {
    const { value, slope } = series(a, x);
    return (-value / a) * (front + slope - 1 / a);
  }
  const { value, slope } = fraction(a, x);
  return value * (front + slope);
}

/** The x at which P(a, x) is `p`, or, of the upper tail, Q(a, x). */
export function incompleteGammaInv(a: number, p: number, tail: "lower" | "upper" = "lower"): number {
  const rest = tail === "lower" ? 1 - p : p;
  const lower = tail === "lower" ? p : 1 - p;
  if (lower === 0) return 0;
  if (rest === 0) return Infinity;
  const small = Math.min(lower, rest);
  const goal = Math.log(small);
  const isUpper = rest < lower;
  let logX = start(a, small, isUpper);
  // ln P and ln Q are concave in ln x: Newton's method comes to the root from one side.
  for (let i = 0; i < 200; i++) {
    const x = Math.exp(logX);
    if (x === 0) return 0;
    const both = incompleteGamma(a, x);
    const share = isUpper ? both.upper : both.lower;
    if (share === 0) {
      // So far out that nothing is left of it: back towards the middle.
      logX += isUpper ? -0.25 : 0.25;
      continue;
    }
    const step = ((goal - Math.log(share)) * share) / Math.exp(logGammaFront(a, x));
    logX += isUpper ? -step : step;
    if (Math.abs(step) <= 4e-16 * (1 + Math.abs(logX))) break;
  }
  if (Number.isNaN(logX)) throw new Error(`The gamma quantile of ${lower} with a = ${a} did not converge`);
  return Math.exp(logX);
}

/** About ln x: Wilson and Hilferty's cube root, or the first term of the series where that is below 0. */
function start(a: number, small: number, isUpper: boolean): number {
  const z = normalQuantile(small);
  const cube = 1 - 1 / (9 * a) + (isUpper ? -z : z) / (3 * Math.sqrt(a));
  if (a > 1 && cube > 0) return Math.log(a) + 3 * Math.log(cube);
  // Q(a, x) <= e^-x for a <= 1.
  return isUpper ? Math.log(-Math.log(small) + a) : (Math.log(small) + logGamma(a + 1)) / a;
}
