import test from "node:test";
import assert from "node:assert/strict";
import {
  tensor,
  tensor2d,
  tidy,
  variable,
  type Scalar,
  type Tensor,
} from "../../../../../src/runtime/core/tf.ts";
import {
  bernoulliLikelihood,
  discretisedLogistic,
  gaussianLikelihood,
  type Likelihood,
} from "../../../../../src/runtime/families/index.ts";
import { weightMaker } from "../../../../../src/runtime/networks/weights.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { leaves } from "../../no-leak.ts";
import { checkSlopes } from "../slopes.ts";

const logProb = (of: Likelihood, x: number[], ...outputs: number[][]): Float32Array =>
  tidy(() =>
    of
      .logProb(
        tensor2d([x]),
        outputs.map((values) => tensor2d([values])),
      )
      .dataSync<"float32">(),
  );

const near = (actual: ArrayLike<number>, expected: readonly number[], within: number): void =>
  expected.forEach((value, i) =>
    assert.ok(
      Math.abs(actual[i] - value) <= within * Math.max(1, Math.abs(value)),
      `${actual[i]}, not ${value}`,
    ),
  );

test("The discretised logistic has SciPy's and mpmath's values, at the edges and far out in the tails too.", () => {
  const level = (k: number): number => (2 * k) / 255 - 1;
  // level, mean, ln scale, ln P
  const cases = [
    [0, -0.9, -2, -1.109831347771137],
    [255, 0.3, -1, -2.032550611968624],
    [128, 0.1, -3, -4.048678515013661],
    [10, 0.9, -4, -100.29476468020124],
    [200, 0.5, 2, -8.23443231452678],
    [128, 0.0, -6, -0.7776978121557446],
    [0, 0.99, -4, -108.43620817367021],
  ];
  const found = logProb(
    discretisedLogistic(),
    cases.map(([k]) => level(k)),
    cases.map(([, mean]) => mean),
    cases.map(([, , logScale]) => logScale),
  );
  near(
    found,
    cases.map(([, , , value]) => value),
    2e-5,
  );
  const [certain] = logProb(discretisedLogistic(), [1], [2], [-3]);
  assert.ok(Math.abs(certain / -1.7488564224108153e-9 - 1) < 1e-3, `${certain}`);
});

test("Its probabilities add up to 1 over all levels.", () => {
  for (const levels of [2, 5, 256]) {
    const of = discretisedLogistic({ levels });
    const x = Array.from({ length: levels }, (_, k) => (2 * k) / (levels - 1) - 1);
    for (const [mean, logScale] of [
      [0.2, -1],
      [-0.97, -5],
      [1.5, 0],
      [0.01, -9],
      [0.4, 4],
    ]) {
      const logs = logProb(
        of,
        x,
        x.map(() => mean),
        x.map(() => logScale),
      );
      const sum = logs.reduce((total, log) => total + Math.exp(log), 0);
      assert.ok(Math.abs(sum - 1) < 2e-5, `${levels} levels, ${mean}, ${logScale}: ${sum}`);
    }
  }
});

test("Its draws are as frequent as its probabilities say.", async () => {
  const of = discretisedLogistic({ levels: 5 });
  const n = 20_000;
  const drawn = tidy(() =>
    of.sample(stream(7), [tensor2d([Array<number>(n).fill(0.3)]), tensor2d([Array<number>(n).fill(-1)])]),
  );
  const values = await drawn.data();
  drawn.dispose();
  const x = [-1, -0.5, 0, 0.5, 1];
  const p = Array.from(
    logProb(
      of,
      x,
      x.map(() => 0.3),
      x.map(() => -1),
    ),
    Math.exp,
  );
  x.forEach((level, k) => {
    const share = values.filter((value) => value === level).length / n;
    assert.ok(
      Math.abs(share - p[k]) < 4.5 * Math.sqrt((p[k] * (1 - p[k])) / n),
      `${level}: ${share}, ${p[k]}`,
    );
  });
});

test("Data that a likelihood is not of gives NaN, and is told apart by name.", () => {
  const nan = (of: Likelihood, x: number[]): boolean[] =>
    [
      ...logProb(
        of,
        x,
        x.map(() => 0),
        x.map(() => 0),
      ),
    ].map(Number.isNaN);
  assert.deepEqual(nan(discretisedLogistic(), [0, 1, -1, 1.01, 2]), [true, false, false, true, true]);
  assert.deepEqual(nan(bernoulliLikelihood, [0, 1, -1, 0.5]), [false, false, true, false]);
  assert.throws(() => bernoulliLikelihood.check?.(Float32Array.of(0, -1)), /Entry 1 of the data is -1/);
  assert.throws(() => discretisedLogistic().check?.(Float32Array.of(0)), /needs 256 levels/);
  assert.throws(() => gaussianLikelihood({ std: 0 }), /number above 0, not 0/);
  assert.throws(() => discretisedLogistic({ levels: 1 }), RangeError);
});

test("The Gaussian has SciPy's densities, whoever says its deviation.", () => {
  // scipy.stats.norm.logpdf([0.3, -1.2], [0.1, 0.5], [0.5, 2.0])
  const expected = [-0.30579135, -1.97333571];
  const x = [0.3, -1.2];
  const mean = [0.1, 0.5];
  const make = weightMaker(0);
  near(
    logProb(gaussianLikelihood({ std: "each" })(make), x, mean, [Math.log(0.5), Math.log(2)]),
    expected,
    1e-6,
  );
  near([logProb(gaussianLikelihood({ std: 0.5 })(make), x, mean)[0]], [expected[0]], 1e-6);
  const shared = gaussianLikelihood()(make);
  tidy(() => make.all["likelihood.logStd"].assign(tensor([Math.log(2)])));
  near([logProb(shared, x, mean)[1]], [expected[1]], 1e-6);
});

test("The Bernoulli's are ln sigmoid(logit) and ln(1 - sigmoid(logit)), for large logits too.", () => {
  near(
    logProb(bernoulliLikelihood, [1, 0, 1, 0], [0.3, 0.3, -80, 90]),
    [-0.5543552444685271, -0.8543552444685271, -80, -90],
    1e-6,
  );
});

test("Gradients by what the decoder says are those of differences.", async () => {
  const mean = variable(tensor2d([[0.2, -0.7, 0.95, 0.1]]));
  const spread = variable(tensor2d([[-1, -2, -0.5, 0.3]]));
  const x = tensor2d([[0, -1, 1, 1]]);
  await leaves(0, () => {
    for (const of of [
      discretisedLogistic({ levels: 3 }),
      gaussianLikelihood({ std: "each" })(weightMaker(0)),
    ]) {
      const loss = (): Scalar => of.logProb(x, [mean, spread]).sum();
      checkSlopes(loss, [mean, spread], { entries: 4 });
    }
    const zeroOne: Tensor = tidy(() => x.greater(0).toFloat());
    checkSlopes(() => bernoulliLikelihood.logProb(zeroOne, [mean]).sum(), [mean], { entries: 4 });
    zeroOne.dispose();
  });
});
