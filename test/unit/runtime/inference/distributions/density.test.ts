import assert from "node:assert/strict";
import test from "node:test";
import {
  binomial,
  estimateEntropy,
  poisson,
  type Univariate,
} from "../../../../../src/runtime/inference/index.ts";
import { continuous, discrete } from "./examples.ts";
import { expectation } from "./quadrature.ts";

const near = (actual: number, expected: number, tolerance: number, what: string) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual}, not ${expected}`);

const isMixed = ({ name }: Univariate) => name === "mixture" || name === "transformed";

test("Densities integrate to 1, and their logarithm to the entropy.", () => {
  for (const [name, d] of Object.entries(continuous)) {
    near(
      expectation(d, () => 1),
      1,
      1e-8,
      `${name} integrates`,
    );
    const entropy = expectation(d, (x) => -d.logProb(x));
    if (!isMixed(d)) near(d.entropy(), entropy, 1e-7, `entropy of ${name}`);
  }
});

test("Means and variances are the integrals where these converge.", () => {
  for (const [name, d] of Object.entries(continuous)) {
    if (d.name === "transformed" || !Number.isFinite(d.mean) || !Number.isFinite(d.variance)) continue;
    const mean = expectation(d, (x) => x);
    near(d.mean, mean, 1e-7 * (1 + Math.abs(mean)), `mean of ${name}`);
    const variance = expectation(d, (x) => (x - mean) ** 2);
    near(d.variance, variance, 1e-6 * variance, `variance of ${name}`);
  }
});

test("Probabilities of whole numbers add up to 1, to the moments and to the entropy.", () => {
  for (const [name, d] of Object.entries(discrete)) {
    const last = d.support.kind === "whole" ? Math.min(d.support.high, 20_000) : 0;
    const sum = (f: (k: number) => number) => {
      let total = 0;
      for (let k = 0; k <= last; k++) {
        const log = d.logProb(k);
        if (log > -Infinity) total += Math.exp(log) * f(k);
      }
      return total;
    };
    near(
      sum(() => 1),
      1,
      1e-10,
      `${name} adds up`,
    );
    const mean = sum((k) => k);
    near(d.mean, mean, 1e-9 * (1 + mean), `mean of ${name}`);
    const variance = sum((k) => (k - mean) ** 2);
    near(d.variance, variance, 1e-8 * (1 + variance), `variance of ${name}`);
    if (!isMixed(d))
      near(
        d.entropy(),
        sum((k) => -d.logProb(k)),
        1e-9,
        `entropy of ${name}`,
      );
  }
});

test("A cdf is the sum of the probabilities up to there, and a quantile the least that reaches it.", () => {
  for (const [name, d] of Object.entries(discrete)) {
    let sum = 0;
    for (let k = 0; k < 40; k++) {
      sum += Math.exp(d.logProb(k));
      near(d.cdf(k), sum, 1e-12, `P(X <= ${k}) of ${name}`);
      near(d.cdf(k + 0.5), sum, 1e-12, `P(X <= ${k}.5) of ${name}`);
    }
    for (const p of [1e-6, 0.2, 0.5, 0.999]) {
      const k = d.quantile(p);
      assert.ok(
        d.cdf(k) >= p * (1 - 1e-12) && (k === 0 || d.cdf(k - 1) < p),
        `quantile ${p} of ${name} is ${k}`,
      );
    }
  }
});

test("Entropies of large counts go on where their sums end.", () => {
  near(poisson({ rate: 1e6 }).entropy(), poisson({ rate: 1e6 * (1 - 1e-9) }).entropy(), 2e-9, "poisson");
  const trials = (n: number) => binomial({ trials: n, probability: 0.5 }).entropy();
  near(trials(4e8), trials(4e8 - 4), 1e-8, "binomial");
});

test("A quantile undoes the cdf, also in the tails.", () => {
  for (const [name, d] of Object.entries(continuous)) {
    for (const p of [1e-12, 1e-3, 0.25, 0.5, 0.9, 0.999]) {
      near(d.cdf(d.quantile(p)), p, 1e-9 * p + 1e-16, `${name} at ${p}`);
    }
  }
});

test("An entropy without a closed form is asked for by name and estimated with its error.", () => {
  for (const d of Object.values(continuous).filter(isMixed)) {
    assert.throws(() => d.entropy(), /entropy of a \w+ distribution has no closed form/);
    const { method, value, standardError } = estimateEntropy(d);
    assert.equal(method, "monte carlo");
    const exact = expectation(d, (x) => -d.logProb(x));
    assert.ok(standardError > 0 && standardError < 0.02);
    near(value, exact, 5 * standardError, d.name);
  }
});
