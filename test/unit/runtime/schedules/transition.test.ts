import test from "node:test";
import assert from "node:assert/strict";
import { stream } from "../../../../src/runtime/random/index.ts";
import {
  dataLevel,
  posterior,
  transition,
  variancePreserving,
  type Level,
} from "../../../../src/runtime/schedules/index.ts";
import { assertNear } from "./near.ts";

const random = stream(11);
const draw = () => random.uniform64(1)[0];

/** Two random levels, the second noisier. */
function pair(): [Level, Level] {
  const s = { alpha: 0.2 + draw(), sigma: 0.05 + 3 * draw() };
  const alpha = s.alpha * (0.05 + draw());
  return [s, { alpha, sigma: alpha * (s.sigma / s.alpha) * (1.001 + 4 * draw()) }];
}

test("The posterior of two levels is Bayes' rule for normal distributions.", () => {
  for (let i = 0; i < 200; i++) {
    const [s, t] = pair();
    const [x0, xt] = random.normal64(2);
    // Precisions add: the prior q(x_s | x_0), and q(x_t | x_s) read as a function of x_s.
    const step = transition(t, s);
    const precision = 1 / s.sigma ** 2 + step.alpha ** 2 / step.variance;
    const mean = ((s.alpha * x0) / s.sigma ** 2 + (step.alpha * xt) / step.variance) / precision;
    const q = posterior(t, s);
    assertNear(q.variance, 1 / precision, 1e-9);
    assertNear(q.x0 * x0 + q.xt * xt, mean, 1e-9);
  }
});

test("Steps compose: from s to t and on to u is from s to u.", () => {
  for (let i = 0; i < 200; i++) {
    const [s, t] = pair();
    const u = { alpha: t.alpha * 0.7, sigma: t.sigma * (1 + draw()) };
    const [st, tu, su] = [transition(t, s), transition(u, t), transition(u, s)];
    assertNear(st.alpha * tu.alpha, su.alpha, 1e-12);
    assertNear(tu.alpha ** 2 * st.variance + tu.variance, su.variance, 1e-9);
    assertNear(st.alpha ** 2 * s.sigma ** 2 + st.variance, t.sigma ** 2, 1e-9);
  }
});

test("Posterior and transition are exact at data and at noise.", () => {
  const t = variancePreserving(-1);
  const noise = { alpha: 0, sigma: 1 };
  assert.deepEqual(posterior(t, dataLevel), { x0: 1, xt: 0, variance: 0 });
  assert.deepEqual(posterior(noise, t), { x0: t.alpha, xt: 0, variance: t.sigma ** 2 });
  assert.deepEqual(transition(noise, t), { alpha: 0, variance: 1 });
  assert.deepEqual(posterior(t, t), { x0: 0, xt: 1, variance: 0 });
  const tiny = { alpha: 1e-160, sigma: 1 };
  const { x0, xt, variance } = posterior(tiny, variancePreserving(0));
  for (const value of [x0, xt, variance]) assert.ok(Number.isFinite(value));
});

test("A step that leads to less noise is refused.", () => {
  const [a, b] = [variancePreserving(1), variancePreserving(0)];
  assert.throws(() => posterior(a, b), /from less to more noise/);
  assert.throws(() => transition(dataLevel, dataLevel), /from less to more noise/);
});
