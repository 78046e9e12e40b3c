import test from "node:test";
import assert from "node:assert/strict";
import { zeros, type Tensor, type Tensor1D } from "../../../../src/runtime/core/tf.ts";
import {
  gaussian,
  importance,
  logitNormal,
  logNormal,
  times,
  type Times,
} from "../../../../src/runtime/diffusion/index.ts";
import { noise, stream } from "../../../../src/runtime/random/index.ts";
import {
  cosine,
  edm,
  flow,
  linear,
  vpSde,
  type NoiseSchedule,
} from "../../../../src/runtime/schedules/index.ts";

const drawn = (times: Times, schedule: NoiseSchedule, count: number, seed = 1): number[] =>
  Array.from(times.draw(schedule, count, stream(seed)).t);
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const std = (values: readonly number[]) => {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((v) => (v - centre) ** 2)));
};

test("Every way to draw t keeps to the schedule, and to whole steps where it has them.", () => {
  for (const [name, way] of Object.entries<Times>(times)) {
    for (const schedule of [linear({ steps: 50 }), vpSde(), flow(), edm()]) {
      if (name === "importance" && !("betas" in schedule)) {
        assert.throws(() => way.draw(schedule, 1, stream(1)), /Importance sampling of t .*discretize/s);
        continue;
      }
      const [first, last] = schedule.range;
      for (const t of drawn(way, schedule, 500)) {
        assert.ok(t >= first && t <= last, `${name} on ${schedule.name}: ${t}`);
        assert.ok("betas" in schedule ? Number.isInteger(t) : !Number.isInteger(t) || name === "logNormal");
      }
    }
  }
});

test("Uniform and antithetic t are evenly spread; antithetic ones even within a batch.", () => {
  const counts = (t: readonly number[], bins: number) => {
    const seen = Array<number>(bins).fill(0);
    for (const one of t) seen[Math.floor(one)]++;
    return seen;
  };
  const schedule = linear({ steps: 20 });
  const even = counts(drawn(times.uniform, schedule, 20_000), 20);
  assert.ok(
    even.every((n) => Math.abs(n - 1000) < 150),
    even.join(),
  );
  const spread = counts(drawn(times.antithetic, schedule, 40), 20);
  assert.ok(
    spread.every((n) => n === 2),
    spread.join(),
  );
  const gaps = drawn(times.antithetic, vpSde(), 8).sort((a, b) => a - b);
  gaps.slice(1).forEach((t, i) => assert.ok(Math.abs(t - gaps[i] - 1 / 8) < 1e-6));
  assert.ok(Math.abs(mean(drawn(times.antithetic, vpSde(), 1000)) - 0.5) < 1e-3);
});

test("Log-normal t have EDM's noise, logit-normal ones SD3's fractions.", () => {
  const noisy = edm();
  const logs = drawn(logNormal(), noisy, 20_000).map((t) => Math.log(noisy.level(t).sigma));
  assert.ok(
    Math.abs(mean(logs) + 1.2) < 0.03 && Math.abs(std(logs) - 1.2) < 0.03,
    `${mean(logs)}, ${std(logs)}`,
  );
  const steps = cosine({ steps: 4000 });
  const nearby = drawn(logNormal({ mean: 0, std: 0.5 }), steps, 20_000).map((t) => -steps.logSnr[t] / 2);
  assert.ok(Math.abs(mean(nearby)) < 0.02 && Math.abs(std(nearby) - 0.5) < 0.02);
  const logits = drawn(logitNormal({ mean: 0.4, std: 0.8 }), flow(), 20_000).map((t) =>
    Math.log(t / (1 - t)),
  );
  assert.ok(Math.abs(mean(logits) - 0.4) < 0.03 && Math.abs(std(logits) - 0.8) < 0.03);
});

test("Importance sampling draws by the second moment of the last losses, and is unbiased.", () => {
  const schedule = linear({ steps: 20 });
  const way = importance({ history: 3, uniform: 0.1 });
  const random = stream(4);
  const size = (t: number) => (t + 1) ** 2;
  const everyT = Array.from({ length: 20 }, (_, t) => t);
  // Old losses, which three later ones push out.
  for (const scale of [100, 1, 1, 1])
    way.learn?.(
      schedule,
      random,
      everyT,
      everyT.map((t) => scale * size(t)),
    );
  const { t, weights } = way.draw(schedule, 200_000, random);
  const total = everyT.reduce((sum, one) => sum + size(one), 0);
  const seen = Array<number>(20).fill(0);
  let estimate = 0;
  for (let i = 0; i < t.length; i++) {
    seen[t[i]]++;
    assert.ok(weights);
    estimate += weights[i] * size(t[i]);
  }
  for (const one of everyT) {
    const p = (0.9 * size(one)) / total + 0.1 / 20;
    assert.ok(Math.abs(seen[one] / t.length - p) < 0.003, `t = ${one}`);
  }
  assert.ok(Math.abs(estimate / t.length / (total / 20) - 1) < 0.005, "the mean over even t");
});

test("Until every t has its losses, importance sampling is even; another run starts anew.", () => {
  const schedule = linear({ steps: 20 });
  const way = importance({ history: 2 });
  const [one, other] = [stream(1), stream(1)];
  const everyT = Array.from({ length: 20 }, (_, t) => t);
  way.learn?.(schedule, one, everyT, everyT);
  way.learn?.(schedule, one, everyT.slice(1), everyT);
  assert.ok(Array.from(way.draw(schedule, 50, one).weights ?? [0]).every((w) => Math.abs(w - 1) < 1e-12));
  way.learn?.(schedule, one, [0], [5]);
  assert.ok(new Set(Array.from(way.draw(schedule, 50, one).weights ?? [])).size > 1);
  assert.ok(Array.from(way.draw(schedule, 50, other).weights ?? [0]).every((w) => Math.abs(w - 1) < 1e-12));
});

test("A loss with importance sampling has the mean of one without, and less spread.", async () => {
  const schedule = linear({ steps: 25 });
  const x0 = noise([64, 2]);
  // Wrong by a lot at a few t, nearly right at all others.
  const model = (x: Tensor, t: Tensor1D) =>
    t.less(3).mul(10).reshape([64, 1]).mul(zeros(x.shape).add(1)).add(x0);
  const run = async (times: "uniform" | Times) => {
    const { loss } = gaussian({ schedule, predict: "x0", times });
    const random = stream(9);
    const found: number[] = [];
    for (let i = 0; i < 260; i++) found.push((await loss(model, x0, random).data())[0]);
    return found.slice(60);
  };
  const [even, chosen] = [await run("uniform"), await run(importance({ history: 4, uniform: 0.05 }))];
  assert.ok(Math.abs(mean(chosen) - 12) < 0.3, `mean ${mean(chosen)}`);
  assert.ok(Math.abs(mean(even) - 12) < 1.5, `mean ${mean(even)}`);
  assert.ok(std(chosen) < 0.5 * std(even), `${std(chosen)} and ${std(even)}`);
});

test("Ways to draw t that cannot be are refused.", () => {
  assert.throws(() => importance({ history: 0 }), /history of importance/);
  assert.throws(() => importance({ uniform: 0 }), /with none a t could be left out/);
  assert.throws(() => logNormal({ std: 0 }), /std of logNormal/);
  assert.throws(
    () => gaussian({ schedule: linear(), times: "even" as never }),
    /no way to draw t "even": choose one of uniform, antithetic/,
  );
});
