import assert from "node:assert/strict";
import test from "node:test";
import { tensor, type Tensor } from "../../../../src/runtime/core/tf.ts";
import {
  claim,
  ClaimFailed,
  integers,
  normal,
  uniform,
  type Claim,
  type ClaimOptions,
  type Over,
} from "../../../../src/runtime/derivation/index.ts";
import { gaussian } from "../../../../src/runtime/diffusion/index.ts";
import { cosine, linear, posterior, transition, vpSde } from "../../../../src/runtime/schedules/index.ts";
import { leaves } from "../no-leak.ts";

const hidden = { show: false, draws: 4 };

/** The claim that a failure is about. */
async function failureOf<const O extends Over>(
  options: ClaimOptions<O>,
): Promise<Claim & { message: string }> {
  try {
    await claim("l = r", { ...hidden, ...options });
  } catch (error) {
    assert.ok(error instanceof ClaimFailed, String(error));
    return { ...error.claim, message: error.message };
  }
  throw new Error("the claim holds");
}

test("The posterior's mean and variance are Bayes' rule, in float64.", async () => {
  const schedule = linear();
  const steps = { x0: normal(), xt: normal(), t: [1, 10, 100, 999] };
  const [now, before] = [(t: number) => schedule.level(t), (t: number) => schedule.level(t - 1)];
  const byRule = ({ x0, xt, t }: { x0: number; xt: number; t: number }) => {
    // Precisions of q(x_{t-1} | x_0) and of q(x_t | x_{t-1}) as a function of x_{t-1}.
    const kept = now(t).alpha / before(t).alpha;
    const noise = 1 - kept ** 2;
    const precision = 1 / before(t).sigma ** 2 + kept ** 2 / noise;
    return {
      mean: ((before(t).alpha * x0) / before(t).sigma ** 2 + (kept * xt) / noise) / precision,
      variance: 1 / precision,
    };
  };
  const held = await claim(String.raw`q(x_{t-1}\mid x_t,x_0)=\mathcal N(\tilde\mu_t,\tilde\beta_t I)`, {
    ...hidden,
    left({ x0, xt, t }) {
      const of = posterior(now(t), before(t));
      return { variance: of.variance, mean: of.x0 * x0 + of.xt * xt };
    },
    right: byRule,
    over: steps,
  });
  assert.equal(held.precision, "float64");
  assert.equal(held.measure.limit, 1e-9);
  assert.equal(held.values, 4 * 4 * 2);

  // The variance of DDPM's other choice, beta_t, is another one at small t.
  const failed = await failureOf({
    left: ({ t }) => transition(now(t), before(t)).variance,
    right: ({ t }) => byRule({ x0: 0, xt: 0, t }).variance,
    over: { t: [1, 999] },
    tolerance: 1e-3,
  });
  assert.equal(failed.worst.at, "1");
  assert.match(failed.message, /^Fails at t = 1: largest error .*; holds at the other value of t\./);
});

test("Transitions compose: from s by way of r to t.", async () => {
  const schedule = vpSde();
  const held = await claim(String.raw`q(x_t\mid x_s)=\int q(x_t\mid x_r)\,q(x_r\mid x_s)\,dx_r`, {
    ...hidden,
    draws: 64,
    left: ({ s, r, t }) => transition(schedule.level(t), schedule.level(Math.min(s, r))),
    right({ s, r, t }) {
      const [first, last] = [Math.min(s, r), Math.max(s, r)].map((at) => schedule.level(at));
      const [one, two] = [transition(last, first), transition(schedule.level(t), last)];
      return { alpha: one.alpha * two.alpha, variance: two.alpha ** 2 * one.variance + two.variance };
    },
    over: { s: uniform(0.01, 0.5), r: uniform(0.01, 0.5), t: [0.5, 1] },
  });
  assert.equal(held.points, 128);
});

test("A claim of tensors holds within float32, and a wrong coefficient fails.", async () => {
  const diffusion = gaussian({ schedule: cosine() });
  const { betas, alphaBarPrev, alphaBar } = diffusion.schedule;
  const options = {
    ...hidden,
    left: ({ x0, xt, t }: { x0: Tensor; xt: Tensor; t: number }) => diffusion.posterior(x0, xt, t).mean,
    over: { x0: normal(64), xt: normal(64), t: [1, 10, 100, 999] },
  };
  const mean =
    (at: (t: number) => number) =>
    ({ x0, xt, t }: { x0: Tensor; xt: Tensor; t: number }) =>
      x0
        .mul(Math.sqrt(alphaBarPrev[t]) * betas[t])
        .add(xt.mul(Math.sqrt(1 - betas[t]) * (1 - at(t))))
        .div(1 - alphaBar[t]);
  const held = await claim(String.raw`\tilde\mu_t`, { ...options, right: mean((t) => alphaBarPrev[t]) });
  assert.equal(held.precision, "float32");
  assert.equal(held.measure.limit, 1e-4);
  assert.ok(held.worst.error > 0, "float32 rounds");
  const failed = await failureOf({ ...options, right: mean((t) => alphaBar[t]) });
  assert.ok(failed.worst.error > 1e-2);
});

test("The error at each value of the list is the largest of its draws, elements and other lists.", async () => {
  const failed = await failureOf({
    left: ({ t, k }) => [1, 1, 1 + (t === 20 ? 0.5 : 0.1) * k],
    right: () => [1, 1, 1],
    over: { k: [0, 1], t: [10, 20] },
  });
  assert.equal(failed.axis, "t");
  const expected = [0.1 / 1.1, 0.5 / 1.5];
  failed.errors.forEach(({ error }, i) => assert.ok(Math.abs(error - expected[i]) < 1e-12));
  assert.deepEqual(
    failed.errors.map(({ at }) => at),
    ["10", "20"],
  );
  assert.equal(failed.worst.element, "[2]");
  assert.deepEqual(failed.worst.point, { k: 1, t: 20 });
  assert.match(
    failed.message,
    /^Fails at all 2 values of t: largest error 3\.3e-1 at t = 20, tolerance 1e-9\. /,
  );
  assert.match(failed.message, /Left is 1\.50000 and right is 1\.00000 at \[2\].*, where k = 1, t = 20$/);
});

test("A factor or a term that was forgotten is named.", async () => {
  const over = { x: normal(5, { dtype: "float64" }), t: [1, 2] };
  const at = async (right: (x: number, i: number) => number) =>
    (await failureOf({ left: ({ x }) => x, right: ({ x }) => x.map(right), over })).message;
  assert.match(await at((x) => 2 * x), /; left \/ right is 0\.5 throughout$/);
  assert.match(await at((x) => -x), /; left \/ right is -1 throughout$/);
  assert.match(await at((x) => x + Math.LN2), /; left - right is -0\.6931 throughout$/);
  assert.doesNotMatch(await at((x, i) => (i === 2 ? 2 * x : x)), /throughout/);
  assert.doesNotMatch(await at((x, i) => (i === 2 ? NaN : 2 * x)), /throughout/);
});

test("Only what is drawn is drawn often.", async () => {
  const over = { t: [1, 2, 3] };
  const held = await claim("t = t", { show: false, left: ({ t }) => t, right: ({ t }) => t, over });
  assert.equal(held.points, 3);
});

test("A seed gives the same points every time, another one others.", async () => {
  const seen = async (seed: number) => {
    const points: [number, number, number][] = [];
    await claim("x = x", {
      ...hidden,
      left: ({ x, u, k }) => (points.push([x, u, k]), x),
      right: ({ x }) => x,
      over: { x: normal({ mean: 3 }), u: uniform(-1, 1), k: integers(2, 5) },
      seed,
    });
    return points;
  };
  const [first, again, other] = [await seen(1), await seen(1), await seen(2)];
  assert.deepEqual(first, again);
  assert.notDeepEqual(first, other);
  assert.equal(new Set(first.map(([x]) => x)).size, 4, "every draw is another");
});

test("Every value of a list sees the same draws, whatever other variables there are.", async () => {
  const seen: Record<string, number[] | undefined> = {};
  const side = ({ x, t }: { x: number; t: number }) => ((seen[t] ??= []).push(x), x);
  await claim("x = x", { ...hidden, left: side, right: ({ x }) => x, over: { x: normal(), t: [1, 2] } });
  const alone: number[] = [];
  await claim("x = x", {
    ...hidden,
    left: ({ x }) => (alone.push(x), x),
    right: ({ x }) => x,
    over: { y: normal(), x: normal() },
  });
  assert.deepEqual(seen[1], seen[2]);
  assert.deepEqual(seen[1], alone);
});

test("Sides of different shapes or parts are refused, both named.", async () => {
  const compare = (left: number | object, right: number | object) =>
    claim("l = r", { ...hidden, left: () => left, right: () => right, over: {} });
  const [three, column] = [tensor([1, 2, 3]), tensor([[1], [2], [3]])];
  await assert.rejects(compare(three, column), /RangeError: The shapes .*left is \[3\], right is \[3, 1\]/);
  await assert.rejects(compare(1, [1]), /left is \[\], right is \[1\]/);
  await assert.rejects(
    compare({ mean: 1 }, { variance: 1 }),
    /TypeError: Both .*left is mean \[\], right is variance \[\]/,
  );
  await assert.rejects(compare([], []), /must have values to compare: left is \[0\]/);
  await assert.rejects(compare({}, {}), /must have values to compare: left is nothing/);
  await assert.rejects(compare([[1, 2], [3]], 1), /left is no regular array/);
  await assert.rejects(compare({ mean: "1" }, 1), /left\.mean is string where a number/);
  assert.ok(
    (
      await compare(
        [
          [1, 2],
          [3, 4],
        ],
        tensor([
          [1, 2],
          [3, 4],
        ]),
      )
    ).holds,
  );
  assert.ok((await compare({ a: 1, b: three }, { b: three, a: 1 })).holds);
});

test("Not-a-number fails on either side and on both, equal infinities hold.", async () => {
  for (const [left, right] of [
    [NaN, 1],
    [1, NaN],
    [NaN, NaN],
    [Infinity, 1],
    [Infinity, -Infinity],
  ]) {
    const failed = await failureOf({ left: () => [1, left], right: () => [1, right], over: { t: [5] } });
    assert.equal(failed.worst.error, Infinity);
    assert.match(
      failed.message,
      new RegExp(`infinite.*Left is ${left}.* and right is ${right}.* at \\[1\\]`),
    );
  }
  const same = () => [Infinity, -Infinity, 0];
  assert.equal((await claim("l = r", { ...hidden, left: same, right: same, over: {} })).worst.error, 0);
});

test("Near 0 errors are relative to the floor, which may be lowered, and it is said.", async () => {
  const sides = { left: () => [1e-17, 1], right: () => [0, 1], over: {} };
  const held = await claim("0 = 0", { show: false, ...sides });
  assert.equal(held.belowFloor, 1);
  const failed = await failureOf({ ...sides, floor: 1e-18 });
  assert.equal(failed.worst.element, "[0]");
});

test("What sides make of tensors is freed, and what they are given stays theirs.", async () => {
  const mine = tensor([1, 2, 3]);
  await leaves(0, async () => {
    await claim("2x = x + x", {
      ...hidden,
      left: ({ x, y }) => ({ x: x.mul(2).add(0), y, mine }),
      right: async ({ x, y }) => {
        const twice = x.add(x);
        await twice.data();
        return { x: twice, y, mine };
      },
      over: { x: normal([2, 3]), y: mine, t: [1, 2] },
    });
    await failureOf({
      left: ({ x }) => x,
      right: ({ x }) => x.mul(2),
      over: { x: normal(3) },
    });
    const refused = {
      ...hidden,
      left: () => {
        throw new Error("broken");
      },
      right: () => 1,
      over: { x: normal(3) },
    };
    await assert.rejects(claim("x", refused), /broken/);
    const odd = async ({ x }: { x: Tensor }) => Promise.resolve({ a: x, b: "text" });
    await assert.rejects(claim("x", { ...refused, left: odd }), /left\.b is string/);
  });
  assert.deepEqual([...(await mine.data())], [1, 2, 3]);
});

test("LaTeX that cannot be read is refused, with the place.", async () => {
  const over = { left: () => 1, right: () => 1, over: {}, show: false };
  await assert.rejects(
    claim(String.raw`a = \frac{b`, over),
    /SyntaxError: The equation cannot be read at character \d+/,
  );
  await assert.rejects(claim(String.raw`x + \nosuch y`, over), /character 5, x \+ ⟦here⟧\\nosuch y/);
  await assert.rejects(claim("x = \frac{a}{b} }", over), /String\.raw/);
  await assert.rejects(claim(" ", over), /begins with its equation/);
});

test("Options that cannot be are refused before anything is evaluated.", async () => {
  const run = (options: object) =>
    claim("x", { show: false, left: () => assert.fail("evaluated"), right: () => 1, over: {}, ...options });
  await assert.rejects(run({ tolerance: 0 }), /tolerance must be a number above 0, not 0/);
  await assert.rejects(run({ floor: NaN }), /floor must be/);
  await assert.rejects(
    run({ tolerence: 1 }),
    /A claim has no option "tolerence": it takes left, right, over/,
  );
  await assert.rejects(run({ draws: 0 }), /draws must be a whole number of at least 1, not 0/);
  await assert.rejects(run({ seed: -1 }), /A seed is/);
  await assert.rejects(run({ over: { t: [] } }), /over\.t is an empty list/);
  assert.throws(() => normal({ std: -1 }), /std must be/);
  assert.throws(() => normal([2, 0]), /a size must be/);
  assert.throws(() => uniform(1, 1), /the first below the second, not 1 and 1/);
  assert.throws(() => integers(3, 2), /high must be a whole number of at least 3/);
});
