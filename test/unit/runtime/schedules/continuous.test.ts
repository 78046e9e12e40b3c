import test from "node:test";
import assert from "node:assert/strict";
import {
  cosineLogSnr,
  edm,
  flow,
  linearLogSnr,
  logSnrOf,
  networkTime,
  resolutionShift,
  veSde,
  vpSde,
} from "../../../../src/runtime/schedules/index.ts";
import { assertNear } from "./near.ts";

const all = [
  linearLogSnr(),
  linearLogSnr({ logSnrMin: -9, logSnrMax: 7, shift: -2 }),
  cosineLogSnr(),
  cosineLogSnr({ logSnrMin: -8, logSnrMax: 11, shift: 1.5 }),
  vpSde(),
  vpSde({ betaMin: 3, betaMax: 3 }),
  veSde(),
  veSde({ sigmaMin: 0.3, sigmaMax: 7 }),
  edm(),
  edm({ rho: 1, sigmaMax: 5 }),
  flow(),
  flow({ shift: 3 }),
];
const times = [0.003, 0.1, 0.25, 0.5, 0.77, 0.96, 0.998];

test("A continuous schedule's derivatives are the slopes of its levels.", () => {
  const h = 1e-5;
  for (const s of all) {
    for (const t of times) {
      const slope = (value: (t: number) => number) => (value(t + h) - value(t - h)) / (2 * h);
      const { alpha, sigma } = s.level(t);
      assertNear(s.logSnr(t), logSnrOf({ alpha, sigma }), 1e-9, `${s.name} ln snr at ${t}`);
      assertNear(
        s.dLogSnr(t),
        slope((u) => s.logSnr(u)),
        1e-4,
        `${s.name} slope of ln snr at ${t}`,
      );
      assertNear(
        s.dLevel(t).alpha,
        slope((u) => s.level(u).alpha),
        1e-4,
        `${s.name} alpha' at ${t}`,
      );
      assertNear(
        s.dLevel(t).sigma,
        slope((u) => s.level(u).sigma),
        1e-4,
        `${s.name} sigma' at ${t}`,
      );
      const f = slope((u) => Math.log(s.level(u).alpha));
      assertNear(s.drift(t), f, 1e-4, `${s.name} f at ${t}`);
      const g2 = slope((u) => s.level(u).sigma ** 2) - 2 * f * sigma ** 2;
      assertNear(s.diffusionSquared(t), g2, 1e-4, `${s.name} g^2 at ${t}`);
    }
  }
});

test("timeAt is the inverse of logSnr, and the nearer end beyond it.", () => {
  for (const s of all) {
    for (const t of [0, ...times, 1]) assertNear(s.timeAt(s.logSnr(t)), t, 1e-9, `${s.name} at ${t}`);
    assert.equal(s.timeAt(Infinity), 0);
    assert.ok(s.timeAt(1e4) < 1e-9 && s.timeAt(-1e4) > 1 - 1e-9, s.name);
    assert.equal(s.timeAt(-Infinity), 1);
    assert.throws(() => s.timeAt(NaN), /NaN/);
    for (const t of [-1e-9, 1.001, NaN]) assert.throws(() => s.level(t), /lies between 0 and 1/);
  }
});

test("Ends are exact: data and noise where a path reaches them, its options where it does not.", () => {
  assert.deepEqual(flow().level(0), { alpha: 1, sigma: 0 });
  assert.deepEqual(flow({ shift: 5 }).level(1), { alpha: 0, sigma: 1 });
  assert.equal(flow().logSnr(0), Infinity);
  assert.equal(flow().logSnr(1), -Infinity);
  assert.equal(flow().drift(1), -Infinity);
  assert.equal(flow().diffusionSquared(0), 0);
  assert.deepEqual(flow({ shift: 2 }).dLevel(0), { alpha: -2, sigma: 2 });
  assert.deepEqual(vpSde().level(0), { alpha: 1, sigma: 0 });
  assert.equal(vpSde().logSnr(0), Infinity);
  assert.equal(vpSde().diffusionSquared(0), 0.1);
  assert.equal(vpSde().dLevel(0).sigma, Infinity);
  assert.deepEqual([edm().level(0).sigma, edm().level(1).sigma], [0.002, 80]);
  assert.deepEqual([veSde().level(0).sigma, veSde().level(1).sigma], [0.01, 50]);
  assert.deepEqual([linearLogSnr().logSnr(0), linearLogSnr().logSnr(1)], [13.3, -5]);
  assertNear(cosineLogSnr({ shift: 1 }).logSnr(0), 16, 1e-12);
  assertNear(cosineLogSnr({ shift: 1 }).logSnr(1), -14, 1e-12);
});

test("The VP SDE's variance is the integral that its beta says, by Simpson's rule.", () => {
  const s = vpSde();
  // d alpha / dt = f alpha, from 1, integrated by itself.
  const n = 2000;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const [a, b] = [i / n, (i + 1) / n];
    sum += ((b - a) / 6) * (s.drift(a) + 4 * s.drift((a + b) / 2) + s.drift(b));
  }
  assertNear(s.level(1).alpha, Math.exp(sum), 1e-12);
});

test("A shifted flow is the flow seen later, and ln snr falls by 2 ln shift.", () => {
  for (const shift of [0.5, 3, 6.25]) {
    for (const t of times) {
      const later = (shift * t) / (1 + (shift - 1) * t);
      assertNear(flow({ shift }).level(t).sigma, flow().level(later).sigma, 1e-14);
      assertNear(flow().logSnr(t) - flow({ shift }).logSnr(t), 2 * Math.log(shift), 1e-12);
    }
  }
  assert.equal(resolutionShift(1024 ** 2, 256 ** 2), 4);
});

test("The steps of a continuous schedule lie on it and keep its t for the network.", () => {
  for (const s of all) {
    const steps = s.discretize(12);
    const first = s.level(0).sigma > 0 ? 0 : 1 / 12;
    const original = steps.original;
    assert.ok(original);
    assertNear(original[0], 1000 * first, 1e-15);
    assert.equal(original[11], 1000);
    for (let t = 0; t < 12; t++) {
      assertNear(steps.alpha[t], s.level(original[t] / 1000).alpha, 1e-12);
      assertNear(steps.sigma[t], s.level(original[t] / 1000).sigma, 1e-12);
      assert.equal(networkTime(steps, t), original[t]);
      assertNear(original[t], networkTime(s, s.timeAt(steps.logSnr[t])), 1e-9);
    }
    for (const t of [0.25, 5.5, 10.9]) {
      const level = steps.level(t);
      assertNear(level.sigma, s.level(networkTime(steps, t) / 1000).sigma, 1e-12, `${s.name} between steps`);
      assertNear(steps.timeAt(logSnrOf(level)), t, 1e-9, `${s.name} at ${t}`);
    }
    if (s.level(1).alpha > 0) assert.equal(s.discretize(1).original?.[0], 1000);
  }
  assert.throws(() => flow().discretize(1), /Level 0 .* alpha 0/);
});

test("Options that make no path are refused, and the message says what they need.", () => {
  assert.throws(() => veSde({ sigmaMin: 2, sigmaMax: 1 }), /0 < sigmaMin < sigmaMax, not 2 and 1/);
  assert.throws(() => edm({ sigmaMin: 0 }), /0 < sigmaMin < sigmaMax, not 0 and 80/);
  assert.throws(() => edm({ rho: 0 }), /rho of edm/);
  assert.throws(() => vpSde({ betaMin: -1 }), /0 < betaMin <= betaMax, not -1 and 20/);
  assert.throws(() => linearLogSnr({ logSnrMin: 3, logSnrMax: 3 }), /logSnrMin < logSnrMax, not 3 and 3/);
  assert.throws(() => cosineLogSnr({ logSnrMin: NaN }), /logSnrMin < logSnrMax, not NaN/);
  assert.throws(() => cosineLogSnr({ shift: Infinity }), /shift of cosineLogSnr/);
  assert.throws(() => flow({ shift: 0 }), /shift of flow/);
  assert.throws(() => resolutionShift(0, 1), /two sizes above 0/);
  assert.throws(() => flow().discretize(2.5), /steps must be a whole number/);
});
