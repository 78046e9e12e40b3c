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
import type { TensorDistribution } from "../../../../../../src/runtime/inference/distributions/tensor/distribution.ts";
import * as inference from "../../../../../../src/runtime/inference/index.ts";
import type { Distribution } from "../../../../../../src/runtime/inference/index.ts";
import { stream } from "../../../../../../src/runtime/random/index.ts";
import { leaves } from "../../../no-leak.ts";

const { tensors } = inference;

interface Pair {
  own: (values: Tensor) => TensorDistribution;
  float64: (values: number[]) => Distribution | Distribution<Float64Array>;
  p: number[];
  q: number[];
}

const at = (values: Tensor, i: number): Tensor => values.slice([i], [1]).reshape([]);

/** Two of a family of numbers, by the names of its parameters on both faces. */
const numbers = (
  name: keyof typeof tensors & keyof typeof inference,
  parameters: string[],
  p: number[],
  q: number[],
): Pair => {
  const named = <Value>(of: (i: number) => Value) =>
    Object.fromEntries(parameters.map((key, i) => [key, of(i)]));
  return {
    own: (values) => (tensors[name] as (of: object) => TensorDistribution)(named((i) => at(values, i))),
    float64: (values) =>
      (inference[name] as unknown as (of: object) => Distribution)(named((i) => values[i])),
    p,
    q,
  };
};

const pairs: Record<string, Pair> = {
  normal: numbers("normal", ["mean", "std"], [1, 0.5], [-1, 2]),
  "log-normal": numbers("logNormal", ["logMean", "logStd"], [1, 0.5], [0, 1]),
  laplace: numbers("laplace", ["location", "scale"], [1, 0.5], [-1, 2]),
  exponential: numbers("exponential", ["rate"], [2], [0.3]),
  gamma: numbers("gamma", ["concentration", "rate"], [0.6, 2], [3, 0.5]),
  "inverse gamma": numbers("inverseGamma", ["concentration", "scale"], [3, 2], [20, 11]),
  beta: numbers("beta", ["alpha", "beta"], [2, 5], [0.7, 3]),
  bernoulli: numbers("bernoulli", ["logit"], [0.4], [-2]),
  poisson: numbers("poisson", ["rate"], [3], [5]),
  categorical: {
    own: (logits) => tensors.categorical({ logits }),
    float64: (logits) => inference.categorical({ logits }),
    p: [0.3, 1, -1],
    q: [1, 0, 0],
  },
  dirichlet: {
    own: (concentration) => tensors.dirichlet({ concentration }),
    float64: (concentration) => inference.dirichlet({ concentration }),
    p: [0.4, 2, 9],
    q: [3, 1, 1],
  },
  "diagonal normal": {
    own: (values) => tensors.diagonalNormal({ mean: values.slice([0], [2]), std: values.slice([2], [2]) }),
    float64: (values) => inference.diagonalNormal({ mean: values.slice(0, 2), std: values.slice(2) }),
    p: [1, 0, 0.5, 1],
    q: [-1, 0.4, 2, 0.7],
  },
};

const near = (actual: number, expected: number, tolerance: number, what: string) =>
  assert.ok(
    Math.abs(actual - expected) <= tolerance * (1 + Math.abs(expected)),
    `${what}: ${actual}, not ${expected}`,
  );

for (const [name, { own, float64, p, q }] of Object.entries(pairs)) {
  test(`The KL divergence of ${name} on tensors, and its gradients, are those of float64.`, async () => {
    await leaves(0, () => {
      const exact = (a: number[], b: number[]) =>
        inference.kl(float64(a) as Distribution, float64(b) as Distribution).value;
      const of = (a: Tensor, b: Tensor): Tensor => {
        const found = tensors.kl(own(a), own(b));
        assert.equal(found.method, "closed form");
        return found.value;
      };
      tidy(() => {
        near(of(tensor1d(p), tensor1d(q)).dataSync()[0], exact(p, q), 3e-6, "value");
        near(of(tensor1d(p), tensor1d(p)).dataSync()[0], 0, 1e-6, "of itself");
        const found = grads((a: Tensor, b: Tensor) => of(a, b).sum<Scalar>())([tensor1d(p), tensor1d(q)]);
        [p, q].forEach((values, which) => {
          const slopes = found[which].dataSync();
          values.forEach((value, i) => {
            const h = 1e-5;
            const moved = (by: number) => {
              const other = values.map((v, j) => (j === i ? value + by : v));
              return which === 0 ? exact(other, q) : exact(p, other);
            };
            near(slopes[i], (moved(h) - moved(-h)) / (2 * h), 1e-4, `by ${"pq"[which]}[${i}]`);
          });
        });
      });
    });
  });
}

test("Without a closed form the divergence on tensors is a mean with its error, through which gradients flow.", async () => {
  await leaves(0, () => {
    tidy(() => {
      const q = tensors.studentT({ df: 3 });
      const of = (mean: Tensor) =>
        tensors.kl(tensors.normal({ mean }), q, { draws: 20_000, stream: stream(3) });
      const found = of(scalar(0.5));
      assert.ok(found.method === "monte carlo" && found.draws === 20_000);
      const exact = inference.kl(inference.normal({ mean: 0.5 }), inference.studentT({ df: 3 }), {
        draws: 40_000,
      });
      assert.ok(exact.method === "monte carlo");
      const error = Math.hypot(found.standardError.dataSync()[0], exact.standardError);
      assert.ok(Math.abs(found.value.dataSync()[0] - exact.value) < 5 * error);
      const [slope] = grads((mean: Tensor) => of(mean).value.sum<Scalar>())([scalar(0.5)])[0].dataSync();
      const value = (mean: number) => of(scalar(mean)).value.dataSync()[0];
      // With the same draws, so that their noise is not in the difference.
      near(slope, (value(0.6) - value(0.4)) / 0.2, 5e-3, "by the mean");
    });
  });
});

test("A divergence whose gradient would be wrong is refused.", () => {
  const p = tensors.bernoulli({ logit: 0 });
  assert.throws(() => tensors.kl(p, tensors.poisson({ rate: 1 })), /bernoulli is not drawn differentiably/);
});
