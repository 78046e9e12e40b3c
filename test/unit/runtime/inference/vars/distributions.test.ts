import test from "node:test";
import assert from "node:assert/strict";
import { stream } from "../../../../../src/runtime/random/index.ts";
import * as float64 from "../../../../../src/runtime/inference/index.ts";
import { vars } from "../../../../../src/runtime/inference/index.ts";

interface Pair {
  of: vars.VarDistribution;
  same: { logProb(x: number): number; sample(random: ReturnType<typeof stream>): number; mean: number };
}

const p = { a: 1.7, b: 0.6, c: -0.8 };
const pairs: Pair[] = [
  { of: vars.normal({ mean: p.c, std: p.b }), same: float64.normal({ mean: p.c, std: p.b }) },
  { of: vars.studentT({ df: 3.4, location: p.c, scale: p.a }), same: float64.studentT({ df: 3.4, location: p.c, scale: p.a }) }, // prettier-ignore
  { of: vars.cauchy({ location: p.c, scale: p.b }), same: float64.cauchy({ location: p.c, scale: p.b }) },
  { of: vars.laplace({ location: p.c, scale: p.b }), same: float64.laplace({ location: p.c, scale: p.b }) },
  { of: vars.logistic({ location: p.c, scale: p.b }), same: float64.logistic({ location: p.c, scale: p.b }) },
  { of: vars.halfCauchy({ scale: p.a }), same: float64.halfCauchy({ scale: p.a }) },
  {
    of: vars.logNormal({ logMean: p.c, logStd: p.b }),
    same: float64.logNormal({ logMean: p.c, logStd: p.b }),
  },
  { of: vars.exponential({ rate: p.a }), same: float64.exponential({ rate: p.a }) },
  {
    of: vars.gamma({ concentration: p.a, rate: p.b }),
    same: float64.gamma({ concentration: p.a, rate: p.b }),
  },
  { of: vars.inverseGamma({ concentration: 4.5, scale: p.b }), same: float64.inverseGamma({ concentration: 4.5, scale: p.b }) }, // prettier-ignore
  { of: vars.beta({ alpha: p.a, beta: p.b }), same: float64.beta({ alpha: p.a, beta: p.b }) },
  { of: vars.uniform({ low: -2, high: 3 }), same: float64.uniform({ low: -2, high: 3 }) },
  { of: vars.bernoulli({ logit: p.c }), same: float64.bernoulli({ logit: p.c }) },
  { of: vars.binomial({ trials: 7, logit: p.c }), same: float64.binomial({ trials: 7, probability: 1 / (1 + Math.exp(-p.c)) }) }, // prettier-ignore
  { of: vars.bernoulli({ probability: 1 / (1 + Math.exp(-p.c)) }), same: float64.bernoulli({ logit: p.c }) },
  { of: vars.binomial({ trials: 7, probability: 0.3 }), same: float64.binomial({ trials: 7, probability: 0.3 }) }, // prettier-ignore
  { of: vars.poisson({ rate: p.b }), same: float64.poisson({ rate: p.b }) },
  { of: vars.categorical({ probabilities: [0.2, 0.5, 0.3] }), same: float64.categorical({ probabilities: [0.2, 0.5, 0.3] }) }, // prettier-ignore
  { of: vars.poisson({ logRate: p.a }), same: float64.poisson({ rate: Math.exp(p.a) }) },
  {
    of: vars.categorical({ logits: [0, 1, -1, 0.5] }),
    same: float64.categorical({ logits: [0, 1, -1, 0.5] }),
  },
];

test("Log densities are those of the distributions in float64.", () => {
  for (const { of, same } of pairs) {
    const random = stream(3);
    const x = Float64Array.from({ length: 20 }, () => same.sample(random));
    const found = of.logProb(x).value;
    assert.equal(found.length, 20, of.name);
    x.forEach((at, i) => {
      const expected = same.logProb(at);
      assert.ok(
        Math.abs(found[i] - expected) < 1e-12 * (1 + Math.abs(expected)) * 10,
        `${of.name} at ${at}: ${found[i]}, not ${expected}`,
      );
    });
  }
});

test("Draws have the distribution's mean, and each entry its own parameters.", () => {
  for (const { of, same } of pairs) {
    if (!Number.isFinite(same.mean)) continue;
    const draws = of.sample(stream(5), 20_000);
    const mean = draws.reduce((a, b) => a + b) / draws.length;
    const sd = Math.sqrt(draws.reduce((a, x) => a + (x - mean) ** 2, 0) / draws.length);
    assert.ok(Math.abs(mean - same.mean) < (5 * sd) / Math.sqrt(draws.length), `${of.name}: ${mean}`);
  }
  const apart = vars.normal({ mean: [0, 1000], std: [1, 1] }).sample(stream(1), 2);
  assert.ok(Math.abs(apart[0]) < 10 && Math.abs(apart[1] - 1000) < 10);
});

test("Vectors' distributions agree with those in float64.", () => {
  const concentration = [0.5, 2, 3.5];
  const x = Float64Array.of(0.2, 0.3, 0.5);
  const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-12 * (1 + Math.abs(b)), `${a}, ${b}`);
  near(
    vars.dirichlet({ concentration }).logProb(x).value[0],
    float64.dirichlet({ concentration }).logProb(x),
  );
  const covariance = [
    [2, 0.3, -0.4],
    [0.3, 1, 0.1],
    [-0.4, 0.1, 0.5],
  ];
  const mean = [1, -1, 0.5];
  near(
    vars.fullNormal({ mean, covariance }).logProb(x).value[0],
    float64.fullNormal({ mean, covariance }).logProb(x),
  );
  const parts = [float64.normal({ mean: -2 }), float64.normal({ mean: 3, std: 0.5 })];
  const mixed = vars.mixture({
    logits: [0, Math.log(3)],
    components: [vars.normal({ mean: -2 }), vars.normal({ mean: 3, std: 0.5 })],
  });
  const same = float64.mixture({ weights: [0.25, 0.75], components: parts });
  [-40, -2, 0.4, 3.1].forEach((at) => near(mixed.logProb(at).value[0], same.logProb(at)));
  assert.throws(() => vars.mixture({ logits: [0], components: [] }), /mixture of 0 components/);
});

test("Gradients flow to the parameters of every distribution.", () => {
  const densities: ((q: vars.Var) => vars.Var)[] = [
    (q) => vars.normal({ mean: q.at(0), std: q.at(1) }).logProb([0.3, -1]),
    (q) => vars.studentT({ df: q.at(0), location: q.at(1), scale: q.at(2) }).logProb([0.3, -1]),
    (q) => vars.cauchy({ location: q.at(0), scale: q.at(1) }).logProb([0.3, -1]),
    (q) => vars.laplace({ location: q.at(0), scale: q.at(1) }).logProb([0.3, -1]),
    (q) => vars.logistic({ location: q.at(0), scale: q.at(1) }).logProb([0.3, -1]),
    (q) => vars.gamma({ concentration: q.at(0), rate: q.at(1) }).logProb([0.3, 1]),
    (q) => vars.inverseGamma({ concentration: q.at(0), scale: q.at(1) }).logProb([0.3, 1]),
    (q) => vars.beta({ alpha: q.at(0), beta: q.at(1) }).logProb([0.3, 0.8]),
    (q) => vars.binomial({ trials: 5, logit: q.at(0) }).logProb([0, 3]),
    (q) => vars.bernoulli({ logit: q.at(0) }).logProb([0, 1]),
    (q) => vars.bernoulli({ probability: q.at(0).sigmoid() }).logProb([0, 1]),
    (q) => vars.poisson({ rate: q.at(0).exp() }).logProb([0, 4]),
    (q) => vars.categorical({ probabilities: q.sub(q.logSumExp()).exp() }).logProb([0, 2]),
    (q) => vars.poisson({ logRate: q.at(0) }).logProb([0, 4]),
    (q) => vars.categorical({ logits: q }).logProb([0, 2, 2]),
    (q) => vars.dirichlet({ concentration: q }).logProb([0.2, 0.3, 0.5]),
    (q) => vars.fullNormal({ mean: q, cholesky: [[1, 0, 0], [0.4, 2, 0], [0, 0.2, 0.5]] }).logProb([1, 2, 3]), // prettier-ignore
    (q) => vars.mixture({ logits: q, components: [-1, 0, 2].map((m) => vars.normal({ mean: m, std: q.at(1) })) }).logProb([0.1, 0.4]), // prettier-ignore
  ];
  const at = Float64Array.of(1.3, 0.7, 2.1);
  densities.forEach((density, which) => {
    const f = (q: vars.Var) => density(q).sum();
    const { gradient } = vars.gradientOf(f, at);
    at.forEach((value, i) => {
      const moved = (by: number) => vars.gradientOf(f, at.with(i, value + by)).logDensity;
      const slope = (moved(1e-5) - moved(-1e-5)) / 2e-5;
      assert.ok(Math.abs(gradient[i] - slope) < 1e-7 * (1 + Math.abs(slope)), `${which}, ${i}`);
    });
  });
});

test("A parameter that is left out is asked for by its name.", () => {
  const left = {} as never;
  assert.throws(
    () => vars.binomial({ trials: 3 } as never),
    /binomial has no probability or logit: give one/,
  );
  assert.throws(() => vars.poisson(left), /poisson has no rate or logRate/);
  assert.throws(() => vars.categorical(left), /categorical has no probabilities or logits/);
  assert.throws(() => vars.studentT(left), /student t has no df/);
  assert.throws(() => vars.dirichlet(left), /dirichlet has no concentration/);
});
