import assert from "node:assert/strict";
import test from "node:test";
import {
  grads,
  scalar,
  tensor1d,
  tidy,
  type Scalar,
  type Tensor,
} from "../../../../../../src/runtime/core/tf.ts";
import * as inference from "../../../../../../src/runtime/inference/index.ts";
import type { Distribution } from "../../../../../../src/runtime/inference/index.ts";
import type {
  Parameter,
  TensorDistribution,
} from "../../../../../../src/runtime/inference/distributions/tensor/distribution.ts";
import { stream } from "../../../../../../src/runtime/random/index.ts";
import { leaves } from "../../../no-leak.ts";

const { tensors } = inference;

interface Face {
  own: (p: Record<string, Parameter>) => TensorDistribution;
  float64: (p: Record<string, number>) => Distribution;
  at: Record<string, number>;
  x: number[];
}

/** A distribution of numbers, by factories of the same name and parameters on both faces. */
const face = (
  name: keyof typeof tensors & keyof typeof inference,
  at: Record<string, number>,
  x: number[],
): Face => ({
  own: tensors[name] as unknown as Face["own"],
  float64: inference[name] as unknown as Face["float64"],
  at,
  x,
});

const faces: Record<string, Face> = {
  normal: face("normal", { mean: 1, std: 0.5 }, [-2, 0.9, 3]),
  "log-normal": face("logNormal", { logMean: 0.2, logStd: 0.6 }, [0.1, 1.3, 9]),
  "student t": face("studentT", { df: 3.5, location: 1, scale: 2 }, [-20, 1.1, 4]),
  "student t of many degrees": face("studentT", { df: 500, location: 0, scale: 1 }, [-3, 0.2, 1]),
  cauchy: face("cauchy", { location: 1, scale: 2 }, [-50, 0.5, 3]),
  "half-cauchy": face("halfCauchy", { scale: 2 }, [0.1, 3, 40]),
  laplace: face("laplace", { location: 1, scale: 2 }, [-8, 0.5, 3]),
  logistic: face("logistic", { location: 1, scale: 2 }, [-30, 0.5, 3]),
  uniform: face("uniform", { low: -1, high: 3 }, [-0.9, 0.5, 2.9]),
  exponential: face("exponential", { rate: 2.5 }, [0.01, 0.5, 8]),
  gamma: face("gamma", { concentration: 2.5, rate: 1.5 }, [0.01, 1.7, 12]),
  "gamma of a small concentration": face("gamma", { concentration: 0.07, rate: 1.5 }, [1e-6, 0.3, 2]),
  "gamma of a large concentration": face("gamma", { concentration: 900, rate: 3 }, [270, 300.5, 340]),
  "inverse gamma": face("inverseGamma", { concentration: 4, scale: 2 }, [0.1, 0.7, 9]),
  beta: face("beta", { alpha: 2.2, beta: 0.6 }, [0.01, 0.6, 0.97]),
  "beta of large parameters": face("beta", { alpha: 300, beta: 700 }, [0.25, 0.301, 0.35]),
  bernoulli: face("bernoulli", { logit: 0.7 }, [0, 1]),
  poisson: face("poisson", { rate: 6.5 }, [0, 3, 12]),
  binomial: {
    own: ({ logit }) => tensors.binomial({ trials: 20, logit }),
    float64: ({ logit }) => inference.binomial({ trials: 20, probability: 1 / (1 + Math.exp(-logit)) }),
    at: { logit: -0.4 },
    x: [0, 7, 19],
  },
};

const names = ({ at }: Face) => Object.keys(at);

/** The derivative of a smooth function by central differences of fourth order. */
function slope(f: (x: number) => number, x: number): number {
  const h = 1e-4 * (Math.abs(x) || 1e-2);
  return (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h);
}

const near = (actual: number, expected: number, tolerance: number, what: string) =>
  assert.ok(
    Math.abs(actual - expected) <= tolerance * (1 + Math.abs(expected)),
    `${what}: ${actual}, not ${expected}`,
  );

/** The same, of all of these: tfjs refuses gradients by what a value does not depend on. */
const touching = (value: Scalar, all: Tensor[]): Scalar =>
  all.reduce<Scalar>((sum, one) => sum.add(one.sum().mul<Tensor>(0)), value);

/** The gradient of a function of the parameters, as numbers. */
const slopesOf = (one: Face, f: (d: TensorDistribution) => Tensor): Record<string, number> =>
  tidy(() => {
    const values = names(one).map((name) => scalar(one.at[name]));
    const of = (...p: Tensor[]) => f(one.own(Object.fromEntries(names(one).map((name, i) => [name, p[i]]))));
    const found = grads((...p) => touching(of(...p).sum<Scalar>(), p))(values);
    return Object.fromEntries(names(one).map((name, i) => [name, found[i].dataSync()[0]]));
  });

const constants = (one: Face) =>
  Object.fromEntries(names(one).map((name) => [name, scalar(one.at[name])])) as Record<string, Tensor>;

for (const [name, one] of Object.entries(faces)) {
  test(`The log density of ${name} on tensors, and its gradients, are those of float64.`, () => {
    const expected = one.float64(one.at);
    const actual = tidy(() => one.own(constants(one)).logProb(tensor1d(one.x)).dataSync());
    one.x.forEach((x, i) => near(actual[i], expected.logProb(x), 3e-6, `at ${x}`));
    for (const x of one.x) {
      const found = slopesOf(one, (d) => d.logProb(scalar(x)));
      for (const p of names(one)) {
        const exact = slope((v) => one.float64({ ...one.at, [p]: v }).logProb(x), one.at[p]);
        near(found[p], exact, 1e-4, `by ${p} at ${x}`);
      }
      if (expected.support.kind === "whole" || name === "uniform") continue;
      const byX = tidy(
        () => grads((y) => one.own(constants(one)).logProb(y).sum<Scalar>())([scalar(x)])[0].dataSync()[0],
      );
      near(
        byX,
        slope((y) => expected.logProb(y), x),
        1e-4,
        `by x at ${x}`,
      );
    }
  });

  test(`Mean, variance and entropy of ${name} on tensors are those of float64.`, () => {
    const expected = one.float64(one.at);
    const number = (make: (d: TensorDistribution) => Tensor) =>
      tidy(() => make(one.own(constants(one))).dataSync()[0]);
    for (const what of ["mean", "variance"] as const) {
      const actual = number((d) => d[what]());
      if (Number.isFinite(expected[what])) near(actual, expected[what], 1e-5, what);
      else assert.equal(actual, expected[what], what);
    }
    if (name === "poisson" || name === "binomial") {
      assert.throws(() => number((d) => d.entropy()), /no closed form/);
      return;
    }
    near(
      number((d) => d.entropy()),
      expected.entropy(),
      3e-6,
      "entropy",
    );
    const found = slopesOf(one, (d) => d.entropy());
    for (const p of names(one)) {
      const exact = slope((v) => one.float64({ ...one.at, [p]: v }).entropy(), one.at[p]);
      near(found[p], exact, 1e-4, `entropy by ${p}`);
    }
  });

  test(`Draws of ${name} have its moments, and nothing is left behind.`, async () => {
    const expected = one.float64(one.at);
    await leaves(0, () => {
      const fixed = constants(one);
      const d = one.own(fixed);
      const draws = d.sample(stream(3), [20_000]);
      assert.deepEqual(draws.shape, [20_000]);
      const values = Array.from(draws.dataSync());
      const below =
        values.filter((x) => x <= (expected as inference.Univariate).quantile(0.3)).length / values.length;
      const share = (expected as inference.Univariate).cdf((expected as inference.Univariate).quantile(0.3));
      near(below, share, 5 * Math.sqrt((share * (1 - share)) / values.length), "share below a quantile");
      const made = [draws, d.logProb(draws), d.mean(), d.variance()];
      if (name !== "poisson" && name !== "binomial") made.push(d.entropy());
      for (const one of [...made, ...Object.values(fixed)]) one.dispose();
      slopesOf(one, (own) => (own.reparameterized ? own.sample(stream(1), [4]) : own.logProb(scalar(1))));
    });
  });
}

test("A draw moves with its parameters as its quantile does.", () => {
  for (const [name, one] of Object.entries(faces)) {
    const ratios = name.startsWith("beta") || name.startsWith("student") || name === "half-cauchy";
    if (!one.own(one.at).reparameterized || ratios) continue;
    for (let seed = 0; seed < 8; seed++) {
      const draw = (own: TensorDistribution) => own.sample(stream(seed));
      const x = tidy(() => draw(one.own(constants(one))).dataSync()[0]);
      const found = slopesOf(one, draw);
      const share = (one.float64(one.at) as inference.Univariate).cdf(x);
      for (const p of names(one)) {
        const quantile = (v: number) =>
          (one.float64({ ...one.at, [p]: v }) as inference.Univariate).quantile(share);
        near(found[p], slope(quantile, one.at[p]), 2e-4, `${name} by ${p} at ${x}`);
      }
    }
  }
});

test("Gradients through draws of beta and student t are those of what they estimate.", () => {
  const draws = 20_000;
  const estimate = (one: Face, f: (x: Tensor) => Tensor, by: string) =>
    tidy(() => {
      // A parameter for each draw: its gradient is that draw's.
      const wide = Object.fromEntries(
        names(one).map((p) => [p, tensor1d(new Float32Array(draws).fill(one.at[p]))]),
      );
      const of = (v: Tensor) => f(one.own({ ...wide, [by]: v }).sample(stream(8))).sum<Scalar>();
      const each = Array.from(grads(of)([wide[by]])[0].dataSync());
      const mean = each.reduce((a, b) => a + b, 0) / draws;
      const error = Math.sqrt(each.reduce((sum, v) => sum + (v - mean) ** 2, 0)) / draws;
      return { mean, error };
    });
  const check = (one: Face, f: (x: Tensor) => Tensor, by: string, exact: (v: number) => number) => {
    const { mean, error } = estimate(one, f, by);
    const expected = slope(exact, one.at[by]);
    assert.ok(Math.abs(mean - expected) < 5 * error, `${by}: ${mean} +- ${error}, not ${expected}`);
    assert.ok(error < 0.2 * Math.abs(expected), `${by} is known to ${error}`);
  };
  const b = face("beta", { alpha: 2.2, beta: 0.6 }, []);
  check(
    b,
    (x) => x,
    "alpha",
    (alpha) => alpha / (alpha + 0.6),
  );
  check(
    b,
    (x) => x,
    "beta",
    (beta) => 2.2 / (2.2 + beta),
  );
  const t = face("studentT", { df: 12, location: 0, scale: 1 }, []);
  check(
    t,
    (x) => x.square(),
    "df",
    (df) => df / (df - 2),
  );
});

test("Outside of the support the density is 0 on tensors too, with no gradient that is not a number.", () => {
  const outsides: Record<string, number> = {
    gamma: -1,
    "inverse gamma": 0,
    beta: 1.5,
    exponential: -1,
    uniform: 4,
    "half-cauchy": -2,
  };
  for (const [name, x] of Object.entries(outsides)) {
    const one = faces[name];
    assert.equal(
      tidy(() => one.own(constants(one)).logProb(scalar(x)).dataSync()[0]),
      -Infinity,
      name,
    );
    const found = slopesOf(one, (d) => d.logProb(tensor1d([x, one.x[1]])).slice([1], [1]));
    const exact = slopesOf(one, (d) => d.logProb(scalar(one.x[1])));
    for (const p of names(one)) near(found[p], exact[p], 1e-6, `${name} by ${p}`);
  }
});

test("Parameters broadcast to a batch, and draws stand before it.", () => {
  tidy(() => {
    const d = tensors.gamma({ concentration: tensor1d([1, 2, 3]), rate: tensor1d([1, 2]).reshape([2, 1]) });
    assert.deepEqual(d.batchShape, [2, 3]);
    const draws = d.sample(stream(0), [5]);
    assert.deepEqual(draws.shape, [5, 2, 3]);
    assert.deepEqual(d.logProb(draws).shape, [5, 2, 3]);
    assert.deepEqual(d.entropy().shape, [2, 3]);
    const own = inference.gamma({ concentration: 3, rate: 2 });
    near(d.logProb(scalar(0.7)).dataSync()[5], own.logProb(0.7), 1e-6, "the last of the batch");
  });
});

test("A concentration that cannot be drawn from is refused by its name and value.", () => {
  assert.throws(
    () => tidy(() => tensors.gamma({ concentration: tensor1d([1, -2]) }).sample(stream(0))),
    /concentration\[1\] of gamma is a finite number above 0, not -2/,
  );
});
