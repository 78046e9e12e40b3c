// The pairs of distributions whose KL divergence has a closed form.
import type { Independent } from "../combined/independent.ts";
import type { Transformed } from "../combined/transformed.ts";
import type { Dirichlet } from "../multivariate/dirichlet.ts";
import type { MultivariateNormal } from "../multivariate/multivariate-normal.ts";
import { deviance } from "../special/saddle.ts";
import { logSigmoid } from "../special/sigmoid.ts";
import type { Bernoulli } from "../univariate/bernoulli.ts";
import type { Beta } from "../univariate/beta.ts";
import type { Binomial } from "../univariate/binomial.ts";
import type { Categorical } from "../univariate/categorical.ts";
import type { Cauchy } from "../univariate/cauchy.ts";
import type { Exponential } from "../univariate/exponential.ts";
import type { Gamma } from "../univariate/gamma.ts";
import type { InverseGamma } from "../univariate/inverse-gamma.ts";
import type { Laplace } from "../univariate/laplace.ts";
import type { LogNormal } from "../univariate/log-normal.ts";
import type { Normal } from "../univariate/normal.ts";
import type { Poisson } from "../univariate/poisson.ts";
import type { Uniform } from "../univariate/uniform.ts";
import { closedFormKl, registerKl } from "./closed-form.ts";
import { dirichletKl, gammaKl } from "./gamma-family.ts";
import { multivariateNormalKl, normalKl } from "./normal-family.ts";

registerKl<Normal, Normal>("normal", "normal", (p, q) => normalKl(p.mean, p.std, q.mean, q.std));
registerKl<LogNormal, LogNormal>("log-normal", "log-normal", (p, q) =>
  normalKl(p.logMean, p.logStd, q.logMean, q.logStd),
);
const normals = ["diagonal normal", "full normal", "low-rank normal"] as const;
for (const p of normals) {
  for (const q of normals) registerKl<MultivariateNormal, MultivariateNormal>(p, q, multivariateNormalKl);
}

registerKl<Laplace, Laplace>("laplace", "laplace", (p, q) => {
  const off = Math.abs(p.location - q.location);
  return Math.log(q.scale / p.scale) + (p.scale * Math.exp(-off / p.scale) + off) / q.scale - 1;
});
// Chyzak and Nielsen, 1905.10965.
registerKl<Cauchy, Cauchy>("cauchy", "cauchy", (p, q) => {
  const [off, apart] = [p.location - q.location, p.scale - q.scale];
  return Math.log1p((off ** 2 + apart ** 2) / (4 * p.scale * q.scale));
});
registerKl<Uniform, Uniform>("uniform", "uniform", (p, q) =>
  p.low < q.low || p.high > q.high ? Infinity : Math.log((q.high - q.low) / (p.high - p.low)),
);

registerKl<Gamma, Gamma>("gamma", "gamma", (p, q) =>
  gammaKl(p.concentration, q.concentration, q.rate / p.rate),
);
registerKl<Exponential, Exponential>("exponential", "exponential", (p, q) => deviance(1, q.rate / p.rate));
registerKl<Exponential, Gamma>("exponential", "gamma", (p, q) =>
  gammaKl(1, q.concentration, q.rate / p.rate),
);
registerKl<Gamma, Exponential>("gamma", "exponential", (p, q) =>
  gammaKl(p.concentration, 1, q.rate / p.rate),
);
registerKl<InverseGamma, InverseGamma>("inverse gamma", "inverse gamma", (p, q) =>
  gammaKl(p.concentration, q.concentration, q.scale / p.scale),
);
registerKl<Beta, Beta>("beta", "beta", (p, q) => dirichletKl([p.alpha, p.beta], [q.alpha, q.beta]));
registerKl<Dirichlet, Dirichlet>("dirichlet", "dirichlet", (p, q) =>
  dirichletKl(p.concentration, q.concentration),
);

registerKl<Bernoulli, Bernoulli>("bernoulli", "bernoulli", bernoulliKl);
registerKl<Binomial, Binomial>("binomial", "binomial", (p, q) => {
  if (p.trials !== q.trials) return null;
  const one = ({ probability }: Binomial) => ({
    probability,
    logit: Math.log(probability) - Math.log1p(-probability),
  });
  return p.trials * bernoulliKl(one(p), one(q));
});
registerKl<Categorical, Categorical>("categorical", "categorical", (p, q) => {
  if (p.probabilities.length !== q.probabilities.length) return null;
  return p.probabilities.reduce(
    (sum, pi, i) => sum + (pi === 0 ? 0 : pi * (p.logProbabilities[i] - q.logProbabilities[i])),
    0,
  );
});
registerKl<Poisson, Poisson>("poisson", "poisson", (p, q) => deviance(p.rate, q.rate));

registerKl<Independent, Independent>("independent", "independent", (p, q) => {
  if (p.parts.length !== q.parts.length) return null;
  let sum = 0;
  for (const [i, part] of p.parts.entries()) {
    const one = closedFormKl(part, q.parts[i]);
    if (one === null) return null;
    sum += one;
  }
  return sum;
});
// A bijector that both share changes nothing.
registerKl<Transformed<never>, Transformed<never>>("transformed", "transformed", (p, q) =>
  p.bijector === q.bijector ? closedFormKl(p.base, q.base) : null,
);

function bernoulliKl(p: Pick<Bernoulli, "probability" | "logit">, q: Pick<Bernoulli, "logit">): number {
  const term = (share: number, own: number, other: number) =>
    share === 0 ? 0 : share * (logSigmoid(own) - logSigmoid(other));
  return term(p.probability, p.logit, q.logit) + term(1 - p.probability, -p.logit, -q.logit);
}
