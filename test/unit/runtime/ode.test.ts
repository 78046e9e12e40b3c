import test from "node:test";
import assert from "node:assert/strict";
import { dispose, tensor, type Tensor } from "../../../src/runtime/core/tf.ts";
import { errorRow, nodes, rows } from "../../../src/runtime/core/ode/dormand-prince.ts";
import {
  integrate,
  type OdeFrame,
  type OdeOptions,
  type Slope,
} from "../../../src/runtime/core/ode/index.ts";
import { leaves } from "./no-leak.ts";

async function solve(slope: Slope, state: Tensor[], options: OdeOptions): Promise<OdeFrame> {
  let last: OdeFrame | undefined;
  for await (const frame of integrate(slope, state, options)) last = frame;
  assert.ok(last);
  return last;
}

test("The pair's coefficients satisfy what its orders ask for.", () => {
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const near = (a: number, b: number, what: string) => assert.ok(Math.abs(a - b) < 1e-14, `${what}: ${a}`);
  rows.forEach((row, i) => near(sum(row), nodes[i], `row ${i}`));
  for (const [power, order] of [1, 2, 3, 4, 5].entries()) {
    // The quadrature of both formulae is exact for powers below their order.
    near(sum(rows[6].map((b, i) => b * nodes[i] ** power)), 1 / order, `order ${order}`);
    if (order < 5) near(sum(errorRow.map((e, i) => e * nodes[i] ** power)), 0, `error of order ${order}`);
  }
  const nested = rows[6].map((b, i) => b * sum((rows[i] ?? []).map((a, j) => a * nodes[j] ** 3)));
  near(sum(nested), 1 / 20, "sum b a c^3");
});

test("Exponential growth and decay end where exp says, forwards and backwards.", async () => {
  const rates = tensor([[1], [-2], [0.5]]);
  const slope: Slope = (_, [y]) => [y.mul(rates)];
  for (const [from, to] of [
    [0, 1.5],
    [1, -0.5],
  ]) {
    const start = tensor([[1], [2], [-3]]);
    const { state, t } = await solve(slope, [start], { from, to, rtol: 1e-6, atol: 1e-7 });
    assert.equal(t, to);
    const values = await state[0].data();
    [1, 2, -3].forEach((y, i) => {
      const exact = y * Math.exp([1, -2, 0.5][i] * (to - from));
      assert.ok(Math.abs(values[i] - exact) < 2e-5 * Math.abs(exact), `${values[i]}, not ${exact}`);
    });
  }
});

test("A slope that depends on time and on two tensors is integrated with both.", async () => {
  // x' = -v, v' = x: a circle; and s' = 3 t^2 beside it, which has no example axes but the batch.
  const slope: Slope = (t, [x, v, s]) => [v.neg(), x, s.onesLike().mul(3 * t * t)];
  const start = [tensor([[1, 0]]), tensor([[0, 1]]), tensor([2])];
  const { state } = await solve(slope, start, { from: 0, to: 2, rtol: 1e-6, atol: 1e-6 });
  const [x, v, s] = await Promise.all(state.map((one) => one.data()));
  const expected = [Math.cos(2), -Math.sin(2), Math.sin(2), Math.cos(2)];
  [...x, ...v].forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-5, `entry ${i}: ${value}`));
  assert.ok(Math.abs(s[0] - 10) < 1e-4);
});

test("A looser tolerance needs fewer evaluations and errs more, within reason.", async () => {
  const slope: Slope = (t, [y]) => [y.mul(Math.cos(t) * 2)];
  const runs = [1e-2, 1e-4, 1e-6].map(async (tolerance) => {
    const options = { from: 0, to: 6, rtol: tolerance, atol: tolerance };
    const { state, evaluations } = await solve(slope, [tensor([[1]])], options);
    return { evaluations, error: Math.abs((await state[0].data())[0] - Math.exp(2 * Math.sin(6))) };
  });
  const [loose, middle, tight] = await Promise.all(runs);
  assert.ok(loose.evaluations < middle.evaluations && middle.evaluations < tight.evaluations);
  assert.ok(tight.error < 2e-5 && middle.error < 2e-3 && loose.error < 0.2, JSON.stringify([loose, middle]));
});

test("Evaluations are counted as they happen.", async () => {
  let calls = 0;
  const slope: Slope = (_, [y]) => (calls++, [y.square().neg()]);
  const { evaluations, state } = await solve(slope, [tensor([5])], {
    from: 0,
    to: 3,
    rtol: 1e-5,
    atol: 1e-5,
  });
  assert.equal(evaluations, calls);
  assert.ok(Math.abs((await state[0].data())[0] - 5 / 16) < 1e-4);
});

test("A frame's slope is that of its own state.", async () => {
  for await (const { t, state, slope } of integrate((t, [y]) => [y.mul(t)], [tensor([2])], {
    from: 0,
    to: 1,
  })) {
    const [y] = await state[0].data();
    const [k] = await slope[0].data();
    assert.ok(Math.abs(k - y * t) < 1e-6);
  }
});

test("An example in a batch with harder ones stays within its tolerance.", async () => {
  const rates = tensor([-0.1, -40]);
  const easy = await solve((_, [y]) => [y.mul(-0.1)], [tensor([1])], { from: 0, to: 1 });
  const both = await solve((_, [y]) => [y.mul(rates)], [tensor([1, 1])], { from: 0, to: 1 });
  assert.ok(both.evaluations > easy.evaluations);
  assert.ok(Math.abs((await both.state[0].data())[0] - Math.exp(-0.1)) < 1e-5);
});

test("Steps that become too many end the run with what to do.", async () => {
  await leaves(0, async () => {
    const start = tensor([1]);
    const options = { from: 0, to: 1, maxSteps: 5 };
    await assert.rejects(
      () => solve((t, [y]) => [y.mul(Math.sin(200 * t) * 50)], [start], options),
      /is at 0\.\d+ after 5 steps: raise rtol and atol/,
    );
    start.dispose();
  });
});

test("No way at all is one frame.", async () => {
  const { t, evaluations } = await solve((_, [y]) => [y], [tensor([1])], { from: 2, to: 2 });
  assert.deepEqual([t, evaluations], [2, 1]);
});

test("A finished run leaves its last frame; one that is left, stopped or fails leaves nothing.", async () => {
  const start = tensor([1, 2]);
  const held = tensor([1, 1]);
  const slope: Slope = () => [held];
  const growing: Slope = (_, [y]) => [y];
  let last: OdeFrame | undefined;
  await leaves(2, async () => {
    last = await solve(slope, [start], { from: 0, to: 1 });
  });
  await leaves(-2, () => dispose([...last!.state, ...last!.slope]));
  await leaves(0, async () => {
    for await (const { t } of integrate(growing, [start], { from: 0, to: 9 })) if (t > 1) break;
  });
  const controller = new AbortController();
  await leaves(0, async () => {
    await assert.rejects(
      async () => {
        for await (const { t } of integrate(growing, [start], {
          from: 0,
          to: 9,
          signal: controller.signal,
        })) {
          if (t > 1) controller.abort();
        }
      },
      { name: "AbortError" },
    );
  });
  await leaves(0, async () => {
    await assert.rejects(
      () => solve((_, [y]) => [y.mul(NaN)], [start], { from: 0, to: 1 }),
      /left the finite numbers at 0: there is no slope to follow/,
    );
  });
});

test("Options that cannot be are refused at the call.", () => {
  const from = (options: Partial<OdeOptions>) => () =>
    integrate((_, y) => y, [], { from: 0, to: 1, ...options });
  assert.throws(from({ to: Infinity }), /not from 0 to Infinity/);
  assert.throws(from({ rtol: 0 }), /rtol must be at least 1e-7/);
  assert.throws(from({ atol: NaN }), /atol .* not NaN/);
  assert.throws(from({ maxSteps: 0 }), /maxSteps .* not 0/);
});
