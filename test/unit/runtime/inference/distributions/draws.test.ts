import assert from "node:assert/strict";
import test from "node:test";
import {
  diagonalNormal,
  dirichlet,
  fullNormal,
  independent,
  laplace,
  lowRankNormal,
  mixture,
  normal,
  relaxedOneHot,
  type Distribution,
  type MultivariateNormal,
} from "../../../../../src/runtime/inference/index.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { continuous, discrete } from "./examples.ts";

const count = 20_000;

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** Asserts that the mean of values is `expected` within 5 standard errors. */
function assertMean(values: readonly number[], expected: number, what: string): void {
  const own = mean(values);
  const error = Math.sqrt(mean(values.map((v) => (v - own) ** 2)) / values.length);
  assert.ok(Math.abs(own - expected) <= 5 * error + 1e-12, `${what}: ${own} +- ${error}, not ${expected}`);
}

for (const [name, d] of Object.entries({ ...continuous, ...discrete })) {
  test(`Draws of ${name} have its cdf and moments, and are those of their stream.`, () => {
    const random = stream(5).split(name);
    const draws = Array.from({ length: count }, () => d.sample(random));
    assert.deepEqual(draws[0], d.sample(stream(5).split(name)));

    // Kolmogorov and Smirnov's distance, which is above 2.3 once in 20,000 times.
    const sorted = draws.toSorted((a, b) => a - b);
    let distance = 0;
    sorted.forEach((x, i) => {
      const last = i + 1 === count || sorted[i + 1] > x;
      if (last) distance = Math.max(distance, Math.abs(d.cdf(x) - (i + 1) / count));
    });
    assert.ok(distance * Math.sqrt(count) < 2.3, `${distance * Math.sqrt(count)}`);

    if (d.name === "transformed" || !Number.isFinite(d.variance)) return;
    assertMean(draws, d.mean, "mean");
    assertMean(
      draws.map((x) => (x - d.mean) ** 2),
      d.variance,
      "variance",
    );
  });
}

const vectors: Record<string, Distribution<Float64Array>> = {
  diagonal: diagonalNormal({ mean: [1, -2, 0], std: [0.5, 3, 1] }),
  full: fullNormal({
    mean: [1, 2],
    covariance: [
      [2, -1.2],
      [-1.2, 1],
    ],
  }),
  "low-rank": lowRankNormal({ mean: [0, 1, 2], factor: [[1], [-2], [0.5]], diagonal: [0.1, 0.5, 2] }),
  dirichlet: dirichlet({ concentration: [0.3, 2, 5] }),
  independent: independent([normal({ mean: 3 }), laplace({ scale: 2 })]),
  mixture: mixture({
    weights: [0.25, 0.75],
    components: [
      diagonalNormal({ mean: [0, 5], std: [1, 1] }),
      fullNormal({
        mean: [3, 0],
        cholesky: [
          [1, 0],
          [0.8, 0.3],
        ],
      }),
    ],
  }),
};

const isNormal = (d: Distribution<Float64Array>): d is MultivariateNormal => "covariance" in d;

for (const [name, d] of Object.entries(vectors)) {
  test(`Draws of a ${name} vector have its moments, and their densities its entropy.`, () => {
    const random = stream(11).split(name);
    const draws = Array.from({ length: count }, () => d.sample(random));
    d.mean.forEach((m, i) => {
      assertMean(
        draws.map((x) => x[i]),
        m,
        `mean of ${i}`,
      );
      assertMean(
        draws.map((x) => (x[i] - m) ** 2),
        d.variance[i],
        `variance of ${i}`,
      );
    });
    if (d.name !== "mixture")
      assertMean(
        draws.map((x) => -d.logProb(x)),
        d.entropy(),
        "entropy",
      );
    if (isNormal(d)) {
      const n = d.mean.length;
      const [covariance, lower] = [d.covariance(), d.cholesky()];
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          const products = draws.map((x) => (x[i] - d.mean[i]) * (x[j] - d.mean[j]));
          assertMean(products, covariance[i * n + j], `covariance of ${i} and ${j}`);
          let square = 0;
          for (let k = 0; k < n; k++) square += lower[i * n + k] * lower[j * n + k];
          assert.ok(Math.abs(square - covariance[i * n + j]) < 1e-12);
        }
      }
    }
  });
}

test("A relaxed one-hot vector of two is a logistic share, and its largest entry is categorical.", () => {
  const temperature = 0.7;
  const two = relaxedOneHot({ temperature, probabilities: [0.2, 0.8] });
  for (const x of [0.001, 0.3, 0.99]) {
    // The logit of the share has a logistic density; logit' = 1 / (x (1 - x)).
    const z = temperature * (Math.log(x / (1 - x)) - Math.log(0.25) / temperature);
    const log = Math.log(temperature) - z - 2 * Math.log1p(Math.exp(-z)) - Math.log(x * (1 - x));
    assert.ok(Math.abs(two.logProb(Float64Array.of(x, 1 - x)) - log) < 1e-9, `at ${x}`);
  }
  const probabilities = [0.5, 0.1, 0.4];
  const three = relaxedOneHot({ temperature, logits: probabilities.map((p) => Math.log(7 * p)) });
  const random = stream(2);
  const largest = Array.from({ length: count }, () => {
    const x = three.sample(random);
    return x.indexOf(Math.max(...x));
  });
  probabilities.forEach((p, i) =>
    assertMean(
      largest.map((k) => (k === i ? 1 : 0)),
      p,
      `how often ${i} is the largest`,
    ),
  );
  assert.equal(three.logProb(Float64Array.of(0.5, 0.5, 0.5)), -Infinity);
});
