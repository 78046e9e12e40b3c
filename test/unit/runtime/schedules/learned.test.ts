import test from "node:test";
import assert from "node:assert/strict";
import {
  memory,
  tensor,
  tensor1d,
  tidy,
  train,
  variableGrads,
  type Scalar,
} from "../../../../src/runtime/core/tf.ts";
import { stream } from "../../../../src/runtime/random/index.ts";
import {
  learned,
  linearLogSnr,
  logSnrOf,
  type LearnedSchedule,
} from "../../../../src/runtime/schedules/index.ts";
import { leaves } from "../no-leak.ts";
import { assertNear } from "./near.ts";

/** A learned schedule that training has led somewhere. */
function bent(): LearnedSchedule {
  const s = learned({ logSnrMin: -6, logSnrMax: 9, width: 5 });
  const random = stream(2);
  for (const weight of Object.values(s.weights)) {
    tidy(() => weight.assign(weight.add(tensor(random.normal(5)).mul(3))));
  }
  return s;
}

test("A learned schedule falls between its ends whatever its weights, and at first it is nearly linear.", () => {
  const [first, line] = [learned(), linearLogSnr()];
  for (const s of [first, bent()]) {
    const [start, end] = s === first ? [13.3, -5] : [9, -6];
    assertNear(s.logSnr(0), start, 1e-12);
    assertNear(s.logSnr(1), end, 1e-12);
    for (let i = 0; i < 50; i++) {
      const t = i / 50;
      assert.ok(s.logSnr(t + 0.02 > 1 ? 1 : t + 0.02) < s.logSnr(t));
      if (s === first) assertNear(s.logSnr(t), line.logSnr(t), 0.3);
      assertNear(s.timeAt(s.logSnr(t)), t, 1e-9);
      assertNear(logSnrOf(s.level(t)), s.logSnr(t), 1e-9);
      if (i) assertNear(s.dLogSnr(t), (s.logSnr(t + 1e-6) - s.logSnr(t - 1e-6)) / 2e-6, 1e-5);
    }
    s.dispose();
  }
});

test("Of a tensor of t, ln snr and its slope are what they are of numbers.", async () => {
  const s = bent();
  const t = [0, 0.2, 0.5, 0.8, 0.95, 1];
  const logSnr = await s.logSnr(tensor(t, [2, 3])).data();
  const slope = await s.dLogSnr(tensor1d(t)).data();
  t.forEach((at, i) => {
    assertNear(logSnr[i], s.logSnr(at), 1e-5, `ln snr at ${at}`);
    assertNear(slope[i], s.dLogSnr(at), 1e-4, `slope at ${at}`);
  });
  assert.deepEqual(s.logSnr(tensor(t, [2, 3])).shape, [2, 3]);
  s.dispose();
});

test("Gradients reach every weight and are the slopes of what is computed.", async () => {
  const s = bent();
  const t = tensor1d([0.3, 0.6]);
  const { grads } = variableGrads(() => s.logSnr(t).sum<Scalar>(), Object.values(s.weights));
  const value = () => s.logSnr(0.3) + s.logSnr(0.6);
  for (const weight of Object.values(s.weights)) {
    const exact = await grads[weight.name].data();
    const before = Float32Array.from(weight.dataSync());
    for (let k = 0; k < before.length; k++) {
      const at = (change: number) => {
        tidy(() => weight.assign(tensor1d(before.map((w, j) => (j === k ? w + change : w)))));
        return value();
      };
      const h = 2 ** -9;
      assertNear(exact[k], (at(h) - at(-h)) / (2 * h), 3e-4, `${weight.name} ${k}`);
    }
    tidy(() => weight.assign(tensor1d(before)));
  }
  s.dispose();
});

test("Training bends it to another schedule; a frozen one and its steps stay.", async () => {
  const s = learned({ logSnrMin: -5, logSnrMax: 13.3 });
  const before = await s.frozen();
  const middle = before.logSnr(0.5);
  const steps = s.discretize(10);
  const optimizer = train.adam(0.3);
  const aim = tensor1d([8, 0]);
  const t = tensor1d([0.2, 0.6]);
  for (let i = 0; i < 100; i++) optimizer.minimize(() => s.logSnr(t).sub(aim).square().mean<Scalar>());
  assertNear(s.logSnr(0.2), 8, 0.05);
  assertNear(s.logSnr(0.6), 0, 0.05);
  assert.equal(before.logSnr(0.5), middle);
  assert.deepEqual(steps.logSnr, before.discretize(10).logSnr);
  assert.notEqual((await s.frozen()).logSnr(0.5), middle);
  assert.equal(await s.frozen(), await s.frozen(), "it is read once");
  optimizer.dispose();
  s.dispose();
});

test("It leaves no tensors behind.", async () => {
  const s = learned();
  const t = tensor1d([0.1, 0.9]);
  await leaves(2, () => {
    s.logSnr(t);
    s.dLogSnr(t);
    s.level(0.5);
  });
  const before = memory().numTensors;
  s.dispose();
  assert.equal(before - memory().numTensors, 3);
  assert.throws(() => learned({ width: 0 }), /width must be/);
  assert.throws(() => learned({ logSnrMin: 5, logSnrMax: 5 }), /logSnrMin < logSnrMax/);
});
