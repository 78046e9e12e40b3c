import test from "node:test";
import assert from "node:assert/strict";
import {
  tensor,
  tensor1d,
  tidy,
  variable,
  variableGrads,
  type Scalar,
  type Tensor,
  type Tensor4D,
} from "../../../../../src/runtime/core/tf.ts";
import { gan, ganLosses, gradientPenalty, type GanLoss } from "../../../../../src/runtime/families/index.ts";
import { conv } from "../../../../../src/runtime/networks/layers.ts";
import { weightMaker } from "../../../../../src/runtime/networks/weights.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { leaves } from "../../no-leak.ts";
import { checkSlopes } from "../slopes.ts";

const real = [2, -0.5];
const fake = [-1, 0.3];
const mean = (values: number[]): number => values.reduce((a, b) => a + b) / values.length;
const logD = (score: number): number => -Math.log(1 + Math.exp(-score));

const valueOf = (loss: GanLoss, who: "critic" | "generator", r = real, f = fake): number =>
  tidy(
    () =>
      (who === "critic" ? loss.critic(tensor1d(r), tensor1d(f)) : loss.generator(tensor1d(f))).dataSync()[0],
  );

test("Each loss has the value that its formula has by hand.", () => {
  const cross = -mean(real.map(logD)) - mean(fake.map((score) => logD(-score)));
  const expected = {
    original: [cross, mean(fake.map((score) => logD(-score)))],
    nonSaturating: [cross, -mean(fake.map(logD))],
    wganGp: [mean(fake) - mean(real), -mean(fake)],
    hinge: [(0 + 1.5) / 2 + (0 + 1.3) / 2, -mean(fake)],
  };
  for (const [name, [critic, generator]] of Object.entries(expected)) {
    const loss = ganLosses[name as keyof typeof ganLosses];
    assert.ok(
      Math.abs(valueOf(loss, "critic") - critic) < 1e-6,
      `${name}: ${valueOf(loss, "critic")}, not ${critic}`,
    );
    assert.ok(
      Math.abs(valueOf(loss, "generator") - generator) < 1e-6,
      `${name}: ${valueOf(loss, "generator")}`,
    );
  }
});

test("Scores far out are finite, and the saturating loss has no gradient there.", () => {
  for (const loss of Object.values(ganLosses))
    assert.ok(Number.isFinite(valueOf(loss, "critic", [-200, 300], [250, -90])), loss.name);
  const score = variable(tensor1d([-30]));
  const slope = (loss: GanLoss): number =>
    tidy(() => variableGrads(() => loss.generator(score), [score]).grads[score.name].dataSync()[0]);
  assert.ok(Math.abs(slope(ganLosses.original)) < 1e-9);
  assert.ok(Math.abs(slope(ganLosses.nonSaturating) + 1) < 1e-6);
  score.dispose();
});

test("On three points the critic's optimum is ln(p / q), where its loss is 2 ln 2 - 2 JSD.", () => {
  // 10 real and 10 generated examples on three places: D* = p / (p + q), 1406.2661, proposition 1 and theorem 1.
  const p = [5, 3, 2];
  const q = [1, 3, 6];
  const optimum = p.map((count, i) => Math.log(count / q[i]));
  const table = variable(tensor1d(optimum));
  const spread = (counts: number[]): number[] => counts.flatMap((count, i) => Array<number>(count).fill(i));
  const loss = (): Scalar =>
    ganLosses.original.critic(
      table.gather(tensor1d(spread(p), "int32")),
      table.gather(tensor1d(spread(q), "int32")),
    );
  tidy(() => {
    const { value, grads } = variableGrads(loss, [table]);
    const kl = (a: number[]): number =>
      a.reduce((sum, count, i) => sum + (count / 10) * Math.log((2 * count) / (p[i] + q[i])), 0);
    assert.ok(Math.abs(value.dataSync()[0] - (2 * Math.LN2 - kl(p) - kl(q))) < 1e-6);
    for (const slope of grads[table.name].dataSync()) assert.ok(Math.abs(slope) < 1e-6, `${slope}`);
  });
  // Away from it there is a slope.
  tidy(() => table.assign(tensor1d([0, 0, 0])));
  tidy(() => {
    const slopes = variableGrads(loss, [table]).grads[table.name].dataSync();
    [-0.2, 0, 0.2].forEach((slope, i) => assert.ok(Math.abs(slopes[i] - slope) < 1e-6));
  });
  table.dispose();
});

test("The penalty of a linear critic is (|w| - 1)^2 wherever it is asked.", async () => {
  await leaves(0, () => {
    tidy(() => {
      const w = tensor([[3], [4]]);
      const penalty = gradientPenalty((x) => x.matMul(w), tensor([[0, 1], [5, -2], [0.3, 0]])); // prettier-ignore
      assert.ok(Math.abs(penalty.dataSync()[0] - 16) < 1e-4);
      const flat = gradientPenalty((x) => x.mul(0), tensor([[0, 1]]));
      assert.ok(Math.abs(flat.dataSync()[0] - 1) < 1e-4);
    });
  });
});

test("The penalty's gradient by every weight, a gradient of a gradient, is that of differences.", async () => {
  const x = tensor(stream(1).normal(8), [4, 2]);
  const made = gan({ dim: 2, loss: "wganGp", width: 5, depth: 2, seed: 3 });
  const weights = made.criticWeights.filter(({ name }, i) => i < made.criticWeights.length - 1 && name); // the last bias moves no slope
  await leaves(0, () => checkSlopes(() => gradientPenalty(made.score, x), weights, { entries: 5 }));
  const [a, b] = [tensor(stream(4).normal(8), [4, 2]), tensor(stream(5).normal(8), [4, 2])];
  await leaves(0, () => checkSlopes(() => made.criticLoss(a, b, stream(2)), weights, { entries: 5 }));
  made.dispose();
});

test("So it is through activations whose results tfjs saves, and through convolutions.", async () => {
  const x = tensor(stream(1).normal(32), [2, 4, 4, 1]);
  const make = weightMaker(2);
  const [first, second] = [conv(make, "a", 1, 3, { stride: 2 }), conv(make, "b", 3, 1)];
  const weights = Object.values(make.all).slice(0, 3);
  const critics: ((of: Tensor) => Tensor)[] = [
    (of) => second(first(of as Tensor4D).tanh()),
    (of) => second(first(of as Tensor4D).sigmoid()),
  ];
  for (const critic of critics) {
    const score = (of: Tensor): Tensor => critic(of).reshape([of.shape[0], 4]).sum(1);
    await leaves(0, () => checkSlopes(() => gradientPenalty(score, x), weights));
  }
  Object.values(make.all).forEach((weight) => weight.dispose());
});

test("Gradients of the generator's losses are those of differences.", async () => {
  const z = tensor(stream(1).normal(6), [3, 2]);
  for (const loss of ["original", "nonSaturating", "wganGp", "hinge"] as const) {
    const made = gan({ dim: 2, loss, width: 5, depth: 1, seed: 3 });
    await leaves(0, () => checkSlopes(() => made.generatorLoss(z), made.generatorWeights));
    made.dispose();
  }
});
