import assert from "node:assert/strict";
import test from "node:test";
import * as d from "../../../../../src/runtime/inference/index.ts";
import type { Distribution, Univariate } from "../../../../../src/runtime/inference/index.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { expectation } from "./quadrature.ts";

const pairs: Record<string, [Univariate, Univariate]> = {
  normal: [d.normal({ mean: 1, std: 0.5 }), d.normal({ mean: -1, std: 2 })],
  "log-normal": [d.logNormal({ logMean: 1, logStd: 0.5 }), d.logNormal({ logMean: 0, logStd: 1 })],
  laplace: [d.laplace({ location: 1, scale: 0.5 }), d.laplace({ location: -1, scale: 2 })],
  cauchy: [d.cauchy({ location: 1, scale: 0.5 }), d.cauchy({ location: -1, scale: 2 })],
  uniform: [d.uniform({ low: 0, high: 1 }), d.uniform({ low: -1, high: 4 })],
  exponential: [d.exponential({ rate: 2 }), d.exponential({ rate: 0.3 })],
  gamma: [d.gamma({ concentration: 0.6, rate: 2 }), d.gamma({ concentration: 3, rate: 0.5 })],
  "large gamma": [d.gamma({ concentration: 4000, rate: 2 }), d.gamma({ concentration: 4100, rate: 2.1 })],
  "gamma and exponential": [d.gamma({ concentration: 3, rate: 2 }), d.exponential({ rate: 4 })],
  "exponential and gamma": [d.exponential({ rate: 4 }), d.gamma({ concentration: 3, rate: 2 })],
  "inverse gamma": [
    d.inverseGamma({ concentration: 3, scale: 2 }),
    d.inverseGamma({ concentration: 1.5, scale: 1 }),
  ],
  beta: [d.beta({ alpha: 2, beta: 5 }), d.beta({ alpha: 0.7, beta: 3 })],
  "transformed alike": [
    d.transformed(d.normal({ mean: 1 }), d.expBijector, { kind: "positive" }),
    d.transformed(d.normal({ std: 2 }), d.expBijector, { kind: "positive" }),
  ],
};

for (const [name, [p, q]] of Object.entries(pairs)) {
  test(`The closed form of the KL divergence of ${name} is the integral.`, () => {
    const { method, value } = d.kl(p, q);
    assert.equal(method, "closed form");
    const integral = expectation(p, (x) => p.logProb(x) - q.logProb(x));
    // A kink of Laplace's density costs the quadrature a digit.
    assert.ok(Math.abs(value - integral) < 1e-6 * (1 + integral), `${value}, not ${integral}`);
    const { value: none } = d.kl(p, p);
    assert.ok(Math.abs(none) < 1e-13, `of itself ${none}`);
  });
}

const counts: Record<string, [Univariate, Univariate]> = {
  bernoulli: [d.bernoulli({ probability: 0.2 }), d.bernoulli({ logit: 1 })],
  "a sure bernoulli": [d.bernoulli({ probability: 1 }), d.bernoulli({ probability: 0.4 })],
  categorical: [d.categorical({ probabilities: [0.2, 0, 0.8] }), d.categorical({ logits: [0, 1, 2] })],
  poisson: [d.poisson({ rate: 3 }), d.poisson({ rate: 5 })],
  binomial: [d.binomial({ trials: 12, probability: 0.4 }), d.binomial({ trials: 12, probability: 0.1 })],
};

for (const [name, [p, q]] of Object.entries(counts)) {
  test(`The closed form of the KL divergence of ${name} is the sum.`, () => {
    let sum = 0;
    for (let k = 0; k < 100; k++) {
      if (p.logProb(k) > -Infinity) sum += Math.exp(p.logProb(k)) * (p.logProb(k) - q.logProb(k));
    }
    const { method, value } = d.kl(p, q);
    assert.equal(method, "closed form");
    assert.ok(Math.abs(value - sum) < 1e-12 * (1 + sum), `${value}, not ${sum}`);
  });
}

const diagonal = d.diagonalNormal({ mean: [1, 0], std: [0.5, 1] });
const full = d.fullNormal({
  mean: [0, 0.3],
  covariance: [
    [2, 0.9],
    [0.9, 1],
  ],
});
const lowRank = d.lowRankNormal({ mean: [0.4, 1], factor: [[1], [0.5]], diagonal: [0.3, 0.6] });
const vectors: Record<string, [Distribution<Float64Array>, Distribution<Float64Array>]> = {
  "diagonal and full": [diagonal, full],
  "full and low-rank": [full, lowRank],
  "low-rank and diagonal": [lowRank, diagonal],
  dirichlet: [d.dirichlet({ concentration: [1, 2, 0.5] }), d.dirichlet({ concentration: [3, 1, 1] })],
  independent: [
    d.independent([d.normal(), d.gamma({ concentration: 2 })]),
    d.independent([d.normal({ mean: 1 }), d.gamma({ concentration: 3 })]),
  ],
};

for (const [name, [p, q]] of Object.entries(vectors)) {
  test(`The closed form of the KL divergence of ${name} is the mean over draws.`, () => {
    const { method, value } = d.kl(p, q);
    assert.equal(method, "closed form");
    // A name that no pair is filed under leaves Monte Carlo.
    const drawn = d.kl({ ...p, name: "nameless" }, q, { draws: 40_000, stream: stream(4) });
    assert.ok(drawn.method === "monte carlo" && drawn.draws === 40_000);
    assert.ok(Math.abs(value - drawn.value) < 5 * drawn.standardError, `${value}, not ${drawn.value}`);
    assert.ok(drawn.standardError < 0.05 * value);
  });
}

test("Without a closed form the divergence is a mean with its error, and the result says so.", () => {
  const [p, q] = [d.normal(), d.studentT({ df: 3 })];
  const drawn = d.kl(p, q, { stream: stream(1) });
  assert.equal(drawn.method, "monte carlo");
  const integral = expectation(p, (x) => p.logProb(x) - q.logProb(x));
  assert.ok(Math.abs(drawn.value - integral) < 5 * drawn.standardError);
  const again = d.kl(p, q, { stream: stream(1) });
  assert.deepEqual(again, drawn);
});

test("A divergence is infinite where the other has no mass.", () => {
  assert.equal(d.kl(d.uniform(), d.uniform({ low: 0.5 })).value, Infinity);
  assert.equal(d.kl(d.bernoulli({ probability: 0.5 }), d.bernoulli({ probability: 0 })).value, Infinity);
  assert.equal(d.kl(d.normal(), d.exponential()).value, Infinity);
});

test("A closed form of one's own is found by the names of its pair.", () => {
  const mine = { ...d.normal(), name: "mine" };
  assert.equal(d.kl(mine, d.normal()).method, "monte carlo");
  d.registerKl<typeof mine, d.Normal>("mine", "normal", (p, q) => q.std - p.std);
  assert.deepEqual(d.kl(mine, d.normal({ std: 3 })), { method: "closed form", value: 2 });
});
