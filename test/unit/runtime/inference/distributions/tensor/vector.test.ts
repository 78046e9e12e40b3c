import assert from "node:assert/strict";
import test from "node:test";
import {
  grads,
  tensor,
  tensor1d,
  tensor2d,
  tidy,
  type Scalar,
  type Tensor,
} from "../../../../../../src/runtime/core/tf.ts";
import * as inference from "../../../../../../src/runtime/inference/index.ts";
import type { Distribution } from "../../../../../../src/runtime/inference/index.ts";
import type { TensorDistribution } from "../../../../../../src/runtime/inference/distributions/tensor/distribution.ts";
import { stream } from "../../../../../../src/runtime/random/index.ts";
import { leaves } from "../../../no-leak.ts";

const { tensors } = inference;

/** A distribution of vectors, from one flat array of parameters of each name. */
interface Face {
  at: Record<string, number[]>;
  own: (p: Record<string, Tensor>) => TensorDistribution;
  float64: (p: Record<string, number[]>) => Distribution<Float64Array>;
  x: number[];
  entropy?: false;
}

const rows = (flat: number[], columns: number) =>
  Array.from({ length: flat.length / columns }, (_, i) => flat.slice(i * columns, (i + 1) * columns));

const faces: Record<string, Face> = {
  "diagonal normal": {
    at: { mean: [1, -1, 0], std: [0.5, 2, 1] },
    own: ({ mean, std }) => tensors.diagonalNormal({ mean, std }),
    float64: ({ mean, std }) => inference.diagonalNormal({ mean, std }),
    x: [0.4, 2, -0.3],
  },
  "full normal": {
    at: { mean: [1, -1, 0], cholesky: [1, 0, 0, 0.5, 2, 0, -0.7, 0.3, 0.4] },
    own: ({ mean, cholesky }) => tensors.fullNormal({ mean, cholesky: cholesky.reshape([3, 3]) }),
    float64: ({ mean, cholesky }) => inference.fullNormal({ mean, cholesky: rows(cholesky, 3) }),
    x: [0.4, 2, -0.3],
  },
  "low-rank normal": {
    at: { mean: [1, -1, 0], factor: [1, 0.2, 0.5, -0.3, -1.5, 0.8], diagonal: [0.5, 1, 0.3] },
    own: ({ mean, factor, diagonal }) =>
      tensors.lowRankNormal({ mean, factor: factor.reshape([3, 2]), diagonal }),
    float64: ({ mean, factor, diagonal }) =>
      inference.lowRankNormal({ mean, factor: rows(factor, 2), diagonal }),
    x: [0.4, 2, -0.3],
  },
  dirichlet: {
    at: { concentration: [0.4, 3, 11] },
    own: ({ concentration }) => tensors.dirichlet({ concentration }),
    float64: ({ concentration }) => inference.dirichlet({ concentration }),
    x: [0.05, 0.15, 0.8],
  },
  "relaxed one-hot": {
    at: { logits: [0.3, -1, 0.8] },
    own: ({ logits }) => tensors.relaxedOneHot({ logits, temperature: 0.6 }),
    float64: ({ logits }) => inference.relaxedOneHot({ logits, temperature: 0.6 }),
    x: [0.05, 0.15, 0.8],
    entropy: false,
  },
  independent: {
    at: { mean: [0, 1], std: [1, 2] },
    own: ({ mean, std }) => tensors.independent(tensors.laplace({ location: mean, scale: std })),
    float64: ({ mean, std }) =>
      inference.independent(mean.map((location, i) => inference.laplace({ location, scale: std[i] }))),
    x: [0.3, -2],
  },
};

const near = (actual: number, expected: number, tolerance: number, what: string) =>
  assert.ok(
    Math.abs(actual - expected) <= tolerance * (1 + Math.abs(expected)),
    `${what}: ${actual}, not ${expected}`,
  );

const tensorsOf = (at: Record<string, number[]>) =>
  Object.fromEntries(Object.entries(at).map(([name, values]) => [name, tensor1d(values)])) as Record<
    string,
    Tensor
  >;

/** The same, of all of these: tfjs refuses gradients by what a value does not depend on. */
const touching = (value: Scalar, all: Tensor[]): Scalar =>
  all.reduce<Scalar>((sum, one) => sum.add(one.sum().mul<Tensor>(0)), value);

/** Compares the gradient by every parameter with central differences of the same in float64. */
function assertSlopes(
  one: Face,
  own: (d: TensorDistribution) => Tensor,
  exact: (d: Distribution<Float64Array>) => number,
): void {
  const names = Object.keys(one.at);
  const found = tidy(() =>
    grads((...p) =>
      touching(own(one.own(Object.fromEntries(names.map((name, i) => [name, p[i]])))).sum<Scalar>(), p),
    )(names.map((name) => tensor1d(one.at[name]))).map((slopes) => Array.from(slopes.dataSync())),
  );
  names.forEach((name, n) => {
    one.at[name].forEach((value, i) => {
      // What lies above the diagonal of a Cholesky factor is not read.
      if (name === "cholesky" && i % 3 > Math.floor(i / 3)) {
        assert.equal(found[n][i], 0);
        return;
      }
      const h = 1e-4;
      const moved = (by: number) =>
        exact(one.float64({ ...one.at, [name]: one.at[name].map((v, j) => (j === i ? value + by : v)) }));
      near(found[n][i], (moved(h) - moved(-h)) / (2 * h), 1e-4, `by ${name}[${i}]`);
    });
  });
}

for (const [name, one] of Object.entries(faces)) {
  test(`${name} on tensors has float64's log density, moments, entropy and gradients, and leaves nothing.`, async () => {
    await leaves(0, () => {
      const expected = one.float64(one.at);
      const x = Float64Array.from(one.x);
      tidy(() => {
        const d = one.own(tensorsOf(one.at));
        near(d.logProb(tensor1d(one.x)).dataSync()[0], expected.logProb(x), 3e-6, "log density");
        const two = d.logProb(tensor2d([one.x, one.x]));
        assert.deepEqual(two.shape, [2]);
        near(two.dataSync()[1], expected.logProb(x), 3e-6, "log density of the second");
        if (one.entropy === false) return;
        near(d.entropy().dataSync()[0], expected.entropy(), 3e-6, "entropy");
        for (const what of ["mean", "variance"] as const) {
          const values = d[what]().dataSync();
          expected[what].forEach((v, i) => near(values[i], v, 1e-5, `${what} of ${i}`));
        }
      });
      assertSlopes(
        one,
        (d) => d.logProb(tensor1d(one.x)),
        (d) => d.logProb(x),
      );
      if (one.entropy !== false)
        assertSlopes(
          one,
          (d) => d.entropy(),
          (d) => d.entropy(),
        );
    });
  });

  test(`Draws of ${name} on tensors have its covariance, and their gradients are those of the mean.`, async () => {
    await leaves(0, () => {
      const expected = one.float64(one.at);
      const count = 20_000;
      const random = stream(6);
      const exact = Array.from({ length: count }, () => expected.sample(random));
      const own = tidy(() => one.own(tensorsOf(one.at)).sample(stream(5), [count]).arraySync() as number[][]);
      const n = one.x.length;
      for (let i = 0; i < n; i++) {
        for (let j = 0; j <= i; j++) {
          // Both are samples: their products' means differ by the errors of both.
          const [a, b] = [own, exact].map((draws) => moments(draws.map((v) => v[i] * v[j])));
          const error = Math.hypot(a.error, b.error);
          assert.ok(Math.abs(a.mean - b.mean) < 5 * error, `${i} ${j}: ${a.mean}, not ${b.mean} +- ${error}`);
        }
      }
      if (name === "relaxed one-hot") return;
      // Of E x_0^2, which is variance + mean^2.
      assertDrawnSlopes(one, (d) => d.variance[0] + d.mean[0] ** 2);
    });
  });
}

function moments(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { mean, error: Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0)) / values.length };
}

/** Compares the gradient of the mean of x_0^2 over batches of draws with that of what it estimates. */
function assertDrawnSlopes(one: Face, exact: (d: Distribution<Float64Array>) => number): void {
  const names = Object.keys(one.at);
  const batches = Array.from({ length: 25 }, (_, seed) =>
    tidy(() =>
      grads((...p) => {
        const d = one.own(Object.fromEntries(names.map((name, i) => [name, p[i]])));
        return touching(d.sample(stream(seed), [800]).slice([0, 0], [-1, 1]).square().mean<Scalar>(), p);
      })(names.map((name) => tensor1d(one.at[name]))).map((slopes) => Array.from(slopes.dataSync())),
    ),
  );
  names.forEach((name, n) => {
    one.at[name].forEach((value, i) => {
      const { mean, error } = moments(batches.map((slopes) => slopes[n][i]));
      const h = 1e-4;
      const moved = (by: number) =>
        exact(one.float64({ ...one.at, [name]: one.at[name].map((v, j) => (j === i ? value + by : v)) }));
      const expected =
        name === "cholesky" && i % 3 > Math.floor(i / 3) ? 0 : (moved(h) - moved(-h)) / (2 * h);
      assert.ok(
        Math.abs(mean - expected) <= 6 * error + 1e-6,
        `by ${name}[${i}]: ${mean} +- ${error}, not ${expected}`,
      );
    });
  });
}

test("A categorical distribution on tensors has its probabilities, as density and as draws.", () => {
  tidy(() => {
    const logits = tensor2d([
      [0, 1, 2],
      [3, 0, 0],
    ]);
    const d = tensors.categorical({ logits });
    const exact = [
      [0, 1, 2],
      [3, 0, 0],
    ].map((row) => inference.categorical({ logits: row }));
    const logs = d.logProb(tensor([2, 1], [2], "int32")).dataSync();
    near(logs[0], exact[0].logProb(2), 1e-6, "first");
    near(logs[1], exact[1].logProb(1), 1e-6, "second");
    exact.forEach((one, i) => {
      near(d.entropy().dataSync()[i], one.entropy(), 1e-6, "entropy");
      near(d.mean().dataSync()[i], one.mean, 1e-6, "mean");
      near(d.variance().dataSync()[i], one.variance, 1e-5, "variance");
    });
    const draws = d.sample(stream(2), [10_000]).arraySync() as number[][];
    exact.forEach((one, i) => {
      one.probabilities.forEach((p, k) => {
        const share = draws.filter((row) => row[i] === k).length / draws.length;
        assert.ok(
          Math.abs(share - p) < 5 * Math.sqrt((p * (1 - p)) / draws.length),
          `${i} ${k}: ${share}, not ${p}`,
        );
      });
    });
  });
});

test("A category that cannot be has no probability on tensors, and spoils no other.", () => {
  tidy(() => {
    const d = tensors.categorical({ logits: tensor1d([0, -Infinity, 1]) });
    const exact = inference.categorical({ logits: [0, -Infinity, 1] });
    const logs = d.logProb(tensor([0, 1, 2], [3], "int32")).dataSync();
    [0, 2].forEach((k) => near(logs[k], exact.logProb(k), 1e-6, `of ${k}`));
    assert.equal(logs[1], -Infinity);
  });
});

test("A mixture on tensors is that of float64, of numbers and of vectors.", () => {
  tidy(() => {
    const logits = tensor1d([0.2, -1]);
    const weights = inference.categorical({ logits: [0.2, -1] }).probabilities;
    const numbers = tensors.mixture({
      logits,
      components: tensors.normal({ mean: tensor1d([0, 4]), std: tensor1d([1, 0.5]) }),
    });
    const exact = inference.mixture({
      weights,
      components: [inference.normal(), inference.normal({ mean: 4, std: 0.5 })],
    });
    const x = [-1, 2, 4.2];
    const logs = numbers.logProb(tensor1d(x)).dataSync();
    x.forEach((v, i) => near(logs[i], exact.logProb(v), 2e-6, `at ${v}`));
    near(numbers.mean().dataSync()[0], exact.mean, 1e-6, "mean");
    near(numbers.variance().dataSync()[0], exact.variance, 1e-5, "variance");
    const drawn = moments(Array.from(numbers.sample(stream(4), [20_000]).dataSync()));
    assert.ok(Math.abs(drawn.mean - exact.mean) < 5 * drawn.error, `mean of draws ${drawn.mean}`);

    const means = [
      [0, 1],
      [4, -2],
    ];
    const vectors = tensors.mixture({
      logits,
      components: tensors.diagonalNormal({ mean: tensor2d(means), std: 1 }),
    });
    const other = inference.mixture({
      weights,
      components: means.map((mean) => inference.diagonalNormal({ mean, std: [1, 1] })),
    });
    near(
      vectors.logProb(tensor1d([1, 0])).dataSync()[0],
      other.logProb(Float64Array.of(1, 0)),
      2e-6,
      "of a vector",
    );
    assert.deepEqual(vectors.sample(stream(0), [7]).shape, [7, 2]);
    const mean = vectors.mean().dataSync();
    other.mean.forEach((m, i) => near(mean[i], m, 1e-6, "mean of a vector"));
  });
});

test("A transformed distribution on tensors adds the log-determinants of its draw.", () => {
  tidy(() => {
    const pairs = [
      [tensors.expBijector, inference.expBijector],
      [tensors.softplusBijector, inference.softplusBijector],
      [tensors.sigmoidBijector, inference.sigmoidBijector],
      [tensors.affineBijector({ shift: 1, scale: -2 }), inference.affineBijector({ shift: 1, scale: -2 })],
    ] as const;
    for (const [own, exact] of pairs) {
      const base = tensors.diagonalNormal({ mean: tensor1d([0.1, 0.5]), std: tensor1d([1, 0.4]) });
      const d = tensors.transformed(base, own);
      const one = [0.1, 0.5].map((mean, i) =>
        inference.transformed(inference.normal({ mean, std: [1, 0.4][i] }), exact),
      );
      const y = d.sample(stream(1));
      const values = y.dataSync();
      const expected = one[0].logProb(values[0]) + one[1].logProb(values[1]);
      assert.deepEqual(d.logProb(y).shape, []);
      near(d.logProb(y).dataSync()[0], expected, 2e-5, own.name);
    }
    assert.throws(
      () => tensors.transformed(tensors.normal(), tensors.expBijector).entropy(),
      /no closed form/,
    );
  });
});

test("What does not fit together is refused.", () => {
  tidy(() => {
    assert.throws(() => tensors.independent(tensors.normal()), /takes 1 to 0 axes of the batch, not 1/);
    const components = tensors.normal({ mean: tensor1d([0, 1, 2]) });
    assert.throws(
      () => tensors.mixture({ logits: tensor1d([0, 0]), components }),
      /2 logits for 3 components/,
    );
    assert.throws(
      () => tensors.relaxedOneHot({ logits: tensor1d([0]), temperature: -1 }),
      /temperature .*, not -1/,
    );
  });
});
