import test from "node:test";
import assert from "node:assert/strict";
import {
  betaSigmas,
  edm,
  exponentialSigmas,
  flow,
  karrasSigmas,
  linear,
  polyexponentialSigmas,
  vpSde,
  vpSigmas,
  zeroTerminalSnr,
} from "../../../../src/runtime/schedules/index.ts";
import { betaCumulative, betaQuantile } from "../../../../src/runtime/schedules/sigmas/beta-quantile.ts";
import { assertNear } from "./near.ts";

const all = { karrasSigmas, exponentialSigmas, polyexponentialSigmas, betaSigmas };
const ends = { sigmaMin: 0.02, sigmaMax: 40 };

test("Every sequence falls from sigmaMax to sigmaMin, both exact, and ends in 0 unless told not to.", () => {
  for (const [name, sigmas] of Object.entries(all)) {
    for (const steps of [2, 3, 10, 51]) {
      const values = sigmas(steps, ends);
      assert.equal(values.length, steps + 1, name);
      assert.deepEqual([values[0], values[steps - 1], values[steps]], [40, 0.02, 0], name);
      values.forEach((value, i) => assert.ok(!i || value < values[i - 1], `${name} ${steps}: ${value}`));
      assert.deepEqual(sigmas(steps, ends, { zero: false }), values.slice(0, -1), name);
    }
    assert.deepEqual([...sigmas(1, ends)], [40, 0], name);
  }
});

test("A schedule's ends are those of its sigma / alpha.", () => {
  const s = linear();
  const values = karrasSigmas(12, s, { zero: false });
  assertNear(values[0], Math.sqrt(1 / s.snr[999]), 1e-12);
  assertNear(values[11], Math.sqrt(1 / s.snr[0]), 1e-12);
  assert.deepEqual(karrasSigmas(5, edm()), karrasSigmas(5, { sigmaMin: 0.002, sigmaMax: 80 }));
});

test("EDM's steps of continuous time are Karras's sequence.", () => {
  const rising = [...karrasSigmas(18, edm(), { zero: false })].reverse();
  edm()
    .discretize(18)
    .sigma.forEach((sigma, t) => assertNear(sigma, rising[t], 1e-12));
});

test("Exponential steps are even in ln snr.", () => {
  const values = exponentialSigmas(9, ends, { zero: false });
  const ratio = values[1] / values[0];
  values.forEach((value, i) => assertNear(value, 40 * ratio ** i, 1e-12));
});

test("The VP sequence is the SDE's sigma at even times.", () => {
  const values = vpSigmas(4, { betaMin: 0.2, betaMax: 15, last: 0.1 });
  const s = vpSde({ betaMin: 0.2, betaMax: 15 });
  [1, 0.7, 0.4, 0.1].forEach((t, i) => {
    const { alpha, sigma } = s.level(t);
    assertNear(values[i], sigma / alpha, 1e-10);
  });
  assert.equal(values[4], 0);
});

test("Beta's quantile is that of distributions whose inverse is known, and inverts its sum.", () => {
  for (const p of [1e-6, 0.01, 0.3, 0.5, 0.77, 0.999]) {
    assertNear(betaQuantile(p, 1, 1), p, 1e-14);
    assertNear(betaQuantile(p, 3, 1), Math.cbrt(p), 1e-13);
    assertNear(betaQuantile(p, 1, 4), 1 - (1 - p) ** 0.25, 1e-13);
    assertNear(betaQuantile(p, 0.5, 0.5), Math.sin((Math.PI * p) / 2) ** 2, 1e-13);
    assertNear(betaCumulative(betaQuantile(p, 0.6, 2.3), 0.6, 2.3), p, 1e-13);
  }
  assert.deepEqual([betaQuantile(0, 0.6, 0.6), betaCumulative(0, 2, 2), betaCumulative(1, 2, 2)], [0, 0, 1]);
});

test("Ends and options that make no sequence are refused.", () => {
  assert.throws(
    () => karrasSigmas(5, { sigmaMin: 3, sigmaMax: 1 }),
    /karrasSigmas needs 0 < sigmaMin < sigmaMax/,
  );
  assert.throws(() => betaSigmas(5, { sigmaMin: 0, sigmaMax: 1 }), /not 0 and 1/);
  assert.throws(() => karrasSigmas(5, flow()), /from sigma 0 to Infinity/);
  assert.throws(() => exponentialSigmas(5, zeroTerminalSnr(linear())), /to Infinity/);
  assert.throws(() => karrasSigmas(0, ends), /steps must be a whole number/);
  assert.throws(() => karrasSigmas(5, ends, { rho: -1 }), /rho of karrasSigmas/);
  assert.throws(() => polyexponentialSigmas(5, ends, { rho: 0 }), /rho of polyexponentialSigmas/);
  assert.throws(() => betaSigmas(5, ends, { alpha: 0 }), /alpha > 0 and beta > 0/);
  assert.throws(() => vpSigmas(5, { last: 0 }), /last of vpSigmas/);
});
