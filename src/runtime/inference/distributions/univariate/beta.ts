import { outside, type Univariate } from "../distribution.ts";
import { expectPositive, expectProbability } from "../expect.ts";
import { logDirichletDraw } from "../random/gamma.ts";
import { dirichletEntropy, dirichletLogDensity } from "../special/dirichlet.ts";
import { logBeta } from "../special/functions.ts";
import { incompleteBeta, incompleteBetaInv } from "../special/incomplete-beta.ts";
import { atZero } from "./gamma.ts";

export interface Beta extends Univariate {
  readonly name: "beta";
  readonly alpha: number;
  readonly beta: number;
}

/**
 * The beta distribution x^(alpha - 1) (1 - x)^(beta - 1) / B(alpha, beta) on [0, 1]. Throws a RangeError for an alpha or
 * beta that is not above 0.
 */
export function beta({ alpha, beta: b }: { alpha: number; beta: number }): Beta {
  const name = "beta";
  expectPositive(name, "alpha", alpha);
  expectPositive(name, "beta", b);
  const total = alpha + b;
  return {
    name,
    support: { kind: "interval", low: 0, high: 1 },
    alpha,
    beta: b,
    logProb(x) {
      if (x === 0) return atZero(alpha) - (alpha === 1 ? logBeta(1, b) : 0);
      if (x === 1) return atZero(b) - (b === 1 ? logBeta(alpha, 1) : 0);
      return x > 0 && x < 1 ? dirichletLogDensity([alpha, b], [x, 1 - x]) : outside(x);
    },
    cdf: (x) => (x <= 0 ? 0 : x >= 1 ? 1 : incompleteBeta(x, alpha, b).lower),
    quantile(p) {
      expectProbability(name, "p", p);
      return incompleteBetaInv(p, alpha, b);
    },
    sample: (stream) => Math.exp(logDirichletDraw(stream, [alpha, b])[0]),
    mean: alpha / total,
    variance: ((alpha / total) * (b / total)) / (total + 1),
    entropy: () => dirichletEntropy([alpha, b]),
  };
}
