import assert from "node:assert/strict";
import test from "node:test";
import * as d from "../../../../../src/runtime/inference/index.ts";

const refused = (make: () => unknown, message: RegExp) =>
  assert.throws(make, (error) => error instanceof RangeError && message.test(error.message), String(message));

test("A parameter that cannot be is refused by its name and value.", () => {
  refused(() => d.normal({ std: -2 }), /std of normal .* above 0, not -2/);
  refused(() => d.normal({ std: 0 }), /std of normal .*, not 0/);
  refused(() => d.normal({ mean: NaN }), /mean of normal .*, not NaN/);
  refused(() => d.logNormal({ logStd: Infinity }), /logStd of log-normal .*, not Infinity/);
  refused(() => d.studentT({ df: 0 }), /df of student t .*, not 0/);
  refused(() => d.cauchy({ scale: -1 }), /scale of cauchy .*, not -1/);
  refused(() => d.halfCauchy({ scale: -1 }), /scale of half-cauchy .*, not -1/);
  refused(() => d.uniform({ low: 2, high: 2 }), /low of uniform .* at 2 with high at 2/);
  refused(() => d.exponential({ rate: NaN }), /rate of exponential .*, not NaN/);
  refused(() => d.gamma({ concentration: -1 }), /concentration of gamma .*, not -1/);
  refused(() => d.inverseGamma({ concentration: 1, scale: 0 }), /scale of inverse gamma .*, not 0/);
  refused(() => d.beta({ alpha: 1, beta: -0.5 }), /beta of beta .*, not -0.5/);
  refused(() => d.dirichlet({ concentration: [1, -3] }), /concentration\[1\] of dirichlet .*, not -3/);
  refused(() => d.bernoulli({ probability: 1.5 }), /probability of bernoulli .* at 1.5/);
  refused(() => d.categorical({ probabilities: [0.5, 0.6] }), /probabilities of categorical .* to 1.1/);
  refused(() => d.categorical({ probabilities: [1.5, -0.5] }), /probabilities\[0\] of categorical .* 1.5/);
  refused(() => d.categorical({ logits: [0, NaN] }), /logits\[1\] of categorical .* NaN/);
  refused(() => d.relaxedOneHot({ temperature: 0, logits: [0] }), /temperature of relaxed one-hot .*, not 0/);
  refused(() => d.poisson({ rate: -4 }), /rate of poisson .*, not -4/);
  refused(() => d.binomial({ trials: 2.5, probability: 0.5 }), /trials of binomial .*, not 2.5/);
  refused(
    () => d.diagonalNormal({ mean: [0, 1], std: [1] }),
    /std of diagonal normal has a length of 2, not 1/,
  );
  refused(
    () =>
      d.fullNormal({
        mean: [0, 0],
        covariance: [
          [1, 2],
          [2, 1],
        ],
      }),
    /covariance .* positive definite/,
  );
  refused(
    () =>
      d.fullNormal({
        mean: [0, 0],
        covariance: [
          [1, 2],
          [0, 9],
        ],
      }),
    /symmetric, but has 0 at \[1\]\[0\]/,
  );
  refused(() => d.fullNormal({ mean: [0], cholesky: [[-1]] }), /cholesky\[0\]\[0\] .*, not -1/);
  refused(() => d.lowRankNormal({ mean: [0], factor: [[1]], diagonal: [0] }), /diagonal\[0\] .*, not 0/);
  refused(() => d.mixture({ weights: [1], components: [] }), /weights of mixture has a length of 0, not 1/);
  refused(() => d.normal().quantile(1.1), /p of normal lies in \[0, 1\], not at 1.1/);
  refused(
    () => d.dirichlet({ concentration: [1, 1] }).logProb(Float64Array.of(1)),
    /x of dirichlet .* 2, not 1/,
  );
});

test("Outside of the support nothing is probable, and what is not a number is not.", () => {
  assert.equal(d.gamma({ concentration: 2 }).logProb(-1), -Infinity);
  assert.equal(d.poisson({ rate: 2 }).logProb(1.5), -Infinity);
  assert.equal(d.beta({ alpha: 2, beta: 2 }).logProb(NaN), NaN);
  assert.equal(d.normal().logProb(Infinity), -Infinity);
  const flat = d.dirichlet({ concentration: [1, 1, 1] });
  assert.ok(Math.abs(flat.logProb(Float64Array.of(0, 0.5, 0.5)) - Math.LN2) < 1e-12);
  assert.equal(d.dirichlet({ concentration: [0.5, 1] }).logProb(Float64Array.of(0, 1)), Infinity);
  assert.equal(d.dirichlet({ concentration: [2, 1] }).logProb(Float64Array.of(0, 1)), -Infinity);
});

test("Moments that are not there are NaN, those that diverge are infinite.", () => {
  assert.equal(d.studentT({ df: 1 }).mean, NaN);
  assert.equal(d.studentT({ df: 0.5 }).variance, NaN);
  assert.equal(d.studentT({ df: 1.5 }).variance, Infinity);
  assert.equal(d.cauchy().mean, NaN);
  assert.equal(d.halfCauchy().mean, Infinity);
  assert.equal(d.inverseGamma({ concentration: 1 }).mean, Infinity);
});

test("A mixture's support holds those of its components, and what has no weight adds nothing.", () => {
  const of = (...components: d.Univariate[]) =>
    d.mixture({ weights: components.map(() => 1 / components.length), components }).support;
  assert.deepEqual(of(d.uniform(), d.uniform({ low: -3, high: 0.5 })), {
    kind: "interval",
    low: -3,
    high: 1,
  });
  assert.deepEqual(of(d.poisson({ rate: 1 }), d.bernoulli({ logit: 0 })), {
    kind: "whole",
    low: 0,
    high: Infinity,
  });
  assert.deepEqual(of(d.exponential(), d.halfCauchy()), { kind: "positive" });
  assert.deepEqual(of(d.exponential(), d.normal()), { kind: "real" });
  assert.deepEqual(of(d.uniform(), d.normal()), { kind: "real" });
  const pole = d.gamma({ concentration: 0.5 });
  const one = d.mixture({ weights: [1, 0], components: [d.normal(), pole] });
  assert.equal(one.logProb(0), d.normal().logProb(0));
});
