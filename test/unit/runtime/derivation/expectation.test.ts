import assert from "node:assert/strict";
import test from "node:test";
import {
  claim,
  ClaimFailed,
  expectation,
  normal,
  uniform,
} from "../../../../src/runtime/derivation/index.ts";
import { ones } from "../../../../src/runtime/core/tf.ts";
import { cosine } from "../../../../src/runtime/schedules/index.ts";
import { leaves } from "../no-leak.ts";

test("An expectation has its mean and standard error.", async () => {
  const { mean, standardError } = await expectation({
    of: ({ u }) => u,
    over: { u: uniform(0, 1) },
    draws: 40_000,
  });
  const known = 1 / Math.sqrt(12 * 40_000);
  assert.ok(Math.abs(Number(standardError) / known - 1) < 0.02, `standard error ${Number(standardError)}`);
  assert.ok(Math.abs(Number(mean) - 0.5) < 5 * known, `mean ${Number(mean)}`);
});

test("A claim about an expectation holds within standard errors, and a wrong one fails.", async () => {
  const schedule = cosine();
  const secondMoment = ({ x0, t }: { x0: number; t: number }) => {
    const { alpha, sigma } = schedule.level(t);
    return expectation({
      of: ({ eps }) => (alpha * x0 + sigma * eps) ** 2,
      over: { eps: normal() },
      seed: t,
    });
  };
  const run = (right: (at: { x0: number; t: number }) => number) =>
    claim(String.raw`\mathbb E[x_t^2] = \alpha_t^2 x_0^2 + \sigma_t^2`, {
      left: secondMoment,
      right,
      over: { x0: normal(), t: [10, 500, 990] },
      draws: 2,
      show: false,
    });
  const held = await run(({ x0, t }) => (schedule.level(t).alpha * x0) ** 2 + schedule.level(t).sigma ** 2);
  assert.equal(held.measure.unit, "standard errors");
  assert.ok(held.worst.error > 0.1, "it is random");
  await assert.rejects(
    run(({ x0, t }) => (schedule.level(t).alpha * x0) ** 2 + schedule.level(t).sigma),
    (error) => error instanceof ClaimFailed && error.message.includes("at most 4 standard errors"),
  );
});

test("What does not vary has no error but rounding.", async () => {
  const sides = { left: () => expectation({ of: () => 0.1, over: {}, draws: 100 }), over: {}, show: false };
  assert.equal((await claim("c", { ...sides, right: () => 0.1 + 1e-17 })).worst.error, 0);
  await assert.rejects(claim("c", { ...sides, right: () => 0.1001 }), ClaimFailed);
});

test("Expectations of arrays and tensors are taken value by value and leave nothing behind.", async () => {
  await leaves(0, async () => {
    const held = await claim(String.raw`\mathbb E\,x = 0`, {
      left: () => ({
        tensor: expectation({ of: ({ x }) => x.mul(2).add(1), over: { x: normal([2, 2]) }, draws: 200 }),
        array: expectation({ of: ({ x }) => [x, x ** 2], over: { x: normal() }, draws: 2000 }),
      }),
      right: () => ({
        tensor: [
          [1, 1],
          [1, 1],
        ],
        array: [0, 1],
      }),
      over: {},
      show: false,
    });
    assert.equal(held.values, 6);
  });
});

test("An expectation is of one array that keeps its shape.", async () => {
  const of = (value: () => number | object) => () => expectation({ of: value, over: {}, draws: 3 });
  await assert.rejects(
    of(() => ({ a: 1, b: 2 })),
    /one number, array or tensor/,
  );
  let length = 0;
  await assert.rejects(
    of(() => new Float64Array(++length)),
    /\[1\] at the first draw and \[2\] at draw 2/,
  );
  await assert.rejects(
    of(() => Promise.resolve(1)),
    /what an expectation is of is a Promise: await it/,
  );
  await assert.rejects(expectation({ of: () => 1, over: {}, draws: 1 }), /draws must be .* at least 2/);
});

test("A failure at a later draw leaves no tensor of the earlier ones behind, nor does a signal that stops it.", async () => {
  await leaves(0, async () => {
    let drawn = 0;
    const failing = () => {
      if (++drawn === 50) throw new Error("at the fiftieth");
      return ones([3]);
    };
    await assert.rejects(expectation({ of: failing, over: {} }), /at the fiftieth/);
    const stop = new AbortController();
    drawn = 0;
    const stopping = () => {
      if (++drawn === 150) stop.abort();
      return ones([3]);
    };
    await assert.rejects(expectation({ of: stopping, over: {}, signal: stop.signal }), /abort/i);
    assert.ok(drawn < 1000, `it went on to ${drawn}`);
  });
});

test("Moments are those of the draws, in however many reads they came.", async () => {
  const drawn: number[] = [];
  const { mean, standardError } = await expectation({
    of: ({ x }) => {
      drawn.push(1e6 + x);
      return [1e6 + x];
    },
    over: { x: normal() },
    draws: 257,
  });
  const meant = drawn.reduce((a, b) => a + b) / 257;
  const spread = drawn.reduce((sum, x) => sum + (x - meant) ** 2, 0) / 256;
  assert.equal(drawn.length, 257);
  assert.ok(Math.abs((mean as Float64Array)[0] - meant) < 1e-8);
  assert.ok(Math.abs((standardError as Float64Array)[0] / Math.sqrt(spread / 257) - 1) < 1e-8);
});
