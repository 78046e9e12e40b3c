import test from "node:test";
import assert from "node:assert/strict";
import {
  cosine,
  dataLevel,
  edm,
  fromAlphaBars,
  fromBetas,
  fromLevels,
  laplace,
  linear,
  logSnrOf,
  posterior,
  respace,
  scaledLinear,
  shiftLogSnr,
  sigmoid,
  sigmoidBetas,
  sqrt,
  transition,
  zeroTerminalSnr,
} from "../../../../src/runtime/schedules/index.ts";
import { assertNear } from "./near.ts";

test("alphaBar composes: it is the product of all steps before, on every schedule.", () => {
  for (const schedule of [linear(), cosine(), scaledLinear(), linear({ steps: 37 })]) {
    let product = 1;
    schedule.betas.forEach((beta, t) => {
      assert.ok(Math.abs(schedule.alphaBarPrev[t] - product) < 1e-15, `${schedule.name} before ${t}`);
      product *= 1 - beta;
      assert.ok(Math.abs(schedule.alphaBar[t] - product) < 1e-15, `${schedule.name} at ${t}`);
    });
  }
});

test("alpha and sigma lie on the unit circle and logSnr is what they make.", () => {
  const { alpha, sigma, logSnr, steps } = cosine();
  for (let t = 0; t < steps; t++) {
    assert.ok(Math.abs(alpha[t] ** 2 + sigma[t] ** 2 - 1) < 1e-12);
    assert.ok(Math.abs(2 * Math.log(alpha[t] / sigma[t]) - logSnr[t]) < 1e-6);
  }
});

test("Betas outside of (0, 1) are refused, and the message says which.", () => {
  assert.throws(() => fromBetas([0.1, 0, 0.2]), /Beta 1 .* is 0/);
  assert.throws(() => fromBetas([0.1, 1.5]), /Beta 1 .* is 1.5/);
  assert.throws(() => fromBetas([0.1, NaN]), /Beta 1 .* is NaN/);
  assert.throws(() => fromBetas([0.1, 1, 0.1]), /Beta 1 .* is 1/);
  assert.throws(() => fromBetas([]), /at least one beta/);
  assert.throws(() => linear({ betaStart: -1 }), /Beta 0/);
});

test("A last beta of 1 is zero terminal SNR.", () => {
  const { snr, logSnr, steps } = fromBetas([0.1, 0.5, 1]);
  assert.equal(snr[steps - 1], 0);
  assert.equal(logSnr[steps - 1], -Infinity);
});

test("The linear default below 20 steps says why it cannot be.", () => {
  assert.throws(() => linear({ steps: 10 }), /passes 1 below 20 steps/);
  assert.equal(linear({ steps: 10, betaStart: 0.01, betaEnd: 0.5 }).steps, 10);
});

test("Steps that are no whole number are refused.", () => {
  for (const steps of [0, -5, 2.5, NaN])
    assert.throws(() => linear({ steps }), /steps must be a whole number/);
  assert.throws(() => cosine({ steps: 0 }), /steps must be a whole number/);
});

const families = [linear(), cosine(), scaledLinear(), sigmoid(), sigmoidBetas(), sqrt(), laplace()];

test("Every schedule of steps falls strictly in ln snr, and its posterior is that of its levels.", () => {
  for (const s of [...families, linear({ steps: 37 }), cosine({ steps: 1 }), sqrt({ steps: 7 })]) {
    for (let t = 0; t < s.steps; t++) {
      if (t) assert.ok(s.logSnr[t] < s.logSnr[t - 1], `${s.name} at ${t}`);
      const before = t ? s.level(t - 1) : dataLevel;
      const { x0, xt, variance } = posterior(s.level(t), before);
      assertNear(s.posteriorMeanX0[t], x0, 1e-9, `${s.name} x0 at ${t}`);
      assertNear(s.posteriorMeanXt[t], xt, 1e-9, `${s.name} xt at ${t}`);
      assertNear(s.posteriorVariance[t], variance, 1e-9, `${s.name} variance at ${t}`);
      assertNear(s.betas[t], transition(s.level(t), before).variance, 1e-9, `${s.name} beta at ${t}`);
    }
  }
});

test("The last beta of a schedule that ends without signal is cut, and only there.", () => {
  for (const s of [cosine(), sigmoid(), sqrt(), laplace()]) {
    assert.equal(s.betas[999], 0.999, s.name);
    assert.ok(
      s.betas.slice(0, 990).every((beta) => beta < 0.5),
      s.name,
    );
  }
});

test("alphaBar and levels give back the schedule that they were taken from.", () => {
  for (const s of families) {
    const again = fromAlphaBars(s.alphaBar);
    const general = fromLevels(Array.from(s.alpha, (alpha, t) => ({ alpha, sigma: s.sigma[t] })));
    for (const t of [0, 1, 2, 500, 998, 999]) {
      for (const other of [again, general]) {
        assertNear(other.betas[t], s.betas[t], 1e-10, `${s.name} beta ${t}`);
        assertNear(other.posteriorMeanX0[t], s.posteriorMeanX0[t], 1e-9, `${s.name} x0 ${t}`);
        assertNear(other.posteriorMeanXt[t], s.posteriorMeanXt[t], 1e-9, `${s.name} xt ${t}`);
        assert.deepEqual(other.level(t), s.level(t));
      }
    }
  }
});

test("Between steps ln snr is linear, and timeAt finds the way back.", () => {
  for (const s of [
    ...families,
    edm().discretize(9),
    fromLevels([1, 2, 5].map((sigma) => ({ alpha: 1, sigma }))),
  ]) {
    for (const t of [0, 0.25, 1, 1.5, s.steps - 1]) {
      assertNear(s.timeAt(logSnrOf(s.level(t))), t, 1e-7, `${s.name} at ${t}`);
    }
    assert.equal(s.timeAt(Infinity), 0);
    assert.equal(s.timeAt(-Infinity), s.steps - 1);
    assert.throws(() => s.level(-0.1), /lies between/);
    assert.throws(() => s.level(s.steps), /lies between/);
  }
  const exploding = fromLevels([1, 2, 8].map((sigma) => ({ alpha: 1, sigma })));
  assertNear(exploding.level(1.5).sigma, 4, 1e-14);
  assert.equal(exploding.level(1.5).alpha, 1);
});

test("alphaBars and levels that do not fall are refused, and the message says which.", () => {
  assert.throws(() => fromAlphaBars([0.9, 0.95]), /alphaBar 1 .* is 0.95 after 0.9/);
  assert.throws(() => fromAlphaBars([1, 0.5]), /alphaBar 0 .* is 1 after 1/);
  assert.throws(() => fromAlphaBars([0.5, 0, 0]), /alphaBar 1 .* is 0 after 0.5/);
  assert.throws(() => fromAlphaBars([0.5, NaN]), /alphaBar 1 .* is NaN/);
  assert.throws(() => fromAlphaBars([]), /at least one alphaBar/);
  assert.equal(fromAlphaBars([0.5, 0]).betas[1], 1);
  const at = (alpha: number, sigma: number) => ({ alpha, sigma });
  assert.throws(() => fromLevels([at(1, 2), at(1, 2)]), /Level 1 .* sigma 2/);
  assert.throws(() => fromLevels([at(1, 0)]), /Level 0 .* sigma 0/);
  assert.throws(() => fromLevels([at(0, 1)]), /Level 0 .* alpha 0/);
  assert.throws(() => fromLevels([at(1, 1), at(1, Infinity)]), /Level 1/);
  assert.throws(() => fromLevels([at(1, 1), at(NaN, 2)]), /Level 1/);
  assert.throws(() => fromLevels([]), /at least one level/);
  assert.throws(() => cosine({ maxBeta: 2 }), /maxBeta .* is 2/);
  assert.throws(() => cosine({ s: -1 }), /s of the cosine/);
  assert.throws(() => sqrt({ s: 1 }), /s of the sqrt/);
  assert.throws(() => sigmoid({ start: 3, end: -3 }), /start < end/);
  assert.throws(() => laplace({ b: 0 }), /b > 0/);
});

test("Zero terminal SNR keeps the first step and loses all signal in the last.", () => {
  for (const s of [linear(), scaledLinear(), cosine({ steps: 50 })]) {
    const z = zeroTerminalSnr(s);
    const last = s.steps - 1;
    assertNear(z.alphaBar[0], s.alphaBar[0], 1e-14);
    assert.deepEqual([z.alphaBar[last], z.betas[last], z.snr[last]], [0, 1, 0]);
    // alpha is moved and stretched: its differences keep their ratios.
    const ratio = (of: typeof s) => (of.alpha[5] - of.alpha[9]) / (of.alpha[0] - of.alpha[last]);
    assertNear(ratio(z), ratio(s), 1e-10);
    assert.deepEqual([z.posteriorMeanXt[last], z.posteriorMeanX0[last]], [0, z.alpha[last - 1]]);
  }
  assert.throws(() => zeroTerminalSnr(edm().discretize(5)), /does not preserve variance/);
  assert.throws(
    () => zeroTerminalSnr(linear({ steps: 1, betaStart: 0.5, betaEnd: 0.5 })),
    /at least 2 steps/,
  );
});

test("A shift moves ln snr at every step and keeps the network's t.", () => {
  const kept = respace(linear(), 10);
  const moved = shiftLogSnr(kept, -1.5);
  moved.logSnr.forEach((value, t) => assertNear(value, kept.logSnr[t] - 1.5, 1e-10));
  assert.deepEqual(moved.original, kept.original);
  assert.throws(() => shiftLogSnr(kept, NaN), /finite/);
});
