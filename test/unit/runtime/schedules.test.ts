import test from "node:test";
import assert from "node:assert/strict";
import { cosine, fromBetas, linear, scaledLinear, timesteps } from "../../../src/runtime/schedules/index.ts";

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

test("Timesteps fall, stay in range and are as many as asked, for every number of steps.", () => {
  for (const spacing of ["leading", "trailing", "linspace"] as const) {
    for (let count = 1; count <= 50; count++) {
      const chosen = timesteps(50, count, { spacing });
      assert.equal(chosen.length, count);
      chosen.forEach((t, i) => {
        assert.ok(Number.isInteger(t) && t >= 0 && t < 50, `${spacing} ${count}: ${t}`);
        if (i) assert.ok(t < chosen[i - 1], `${spacing} ${count}: ${chosen.join()}`);
      });
    }
  }
});

test("Timesteps that a schedule does not have are refused.", () => {
  assert.throws(() => timesteps(10, 11), /11 steps on a schedule of 10/);
  assert.throws(() => timesteps(10, 0), /steps must be a whole number/);
  assert.throws(() => timesteps(10, 10, { offset: 1 }), /timestep 10, past the last/);
  assert.throws(() => timesteps(10, 5, { spacing: "trailing", offset: 1 }), /Only leading/);
  assert.throws(() => timesteps(10, 5, { spacing: "karras" as never }), /no spacing "karras"/);
});
