import test from "node:test";
import assert from "node:assert/strict";
import {
  denseMetric,
  diagonalMetric,
  gibbs,
  hmcKernel,
  malaKernel,
  nuts,
  nutsKernel,
  parallelTempering,
  randomWalkKernel,
  sliceKernel,
  tempered,
  type Kernel,
  type State,
} from "../../../../../src/runtime/inference/index.ts";
import type { Stream } from "../../../../../src/runtime/random/index.ts";
import { banana, pair, positive, type Known } from "./targets.ts";
import { drift, moments } from "./stationary.ts";

const bent = { stepSize: 0.5, metric: denseMetric(Float64Array.of(1, 0.3, 0.3, 0.7)) };
const straight = { stepSize: 0.7, metric: diagonalMetric([1.5, 0.4]) };

const kernels: Record<string, Kernel> = {
  "random walk": randomWalkKernel(banana.target, { ...bent, stepSize: 1.5 }),
  MALA: malaKernel(banana.target, bent),
  "MALA, diagonal metric": malaKernel(banana.target, straight),
  HMC: hmcKernel(banana.target, { ...bent, length: 1.2 }),
  NUTS: nutsKernel(banana.target, bent),
  "NUTS, diagonal metric": nutsKernel(banana.target, straight),
  "NUTS of long steps": nutsKernel(banana.target, { ...bent, stepSize: 1.1 }),
  "NUTS of short paths": nutsKernel(banana.target, { ...bent, stepSize: 0.2, maxDepth: 2 }),
  slice: sliceKernel(banana.target, Float64Array.of(1.5, 0.7)),
};

const largest = (z: Record<string, number>) => Math.max(...Object.values(z).map(Math.abs));
const from = <S extends State>(kernel: Kernel<S>, known: Known) => (random: Stream) => kernel.init(known.draw(random)); // prettier-ignore

for (const [name, kernel] of Object.entries(kernels))
  test(`Draws of a bent target stay draws of it: ${name}.`, () => {
    const z = drift(kernel, from(kernel, banana));
    assert.ok(largest(z) < 4.5, JSON.stringify(z));
  });

test("Kernels that are not exact are seen to move their target.", () => {
  const { target } = banana;
  const langevin = malaKernel(target, bent);
  const always: Kernel = {
    init: (position) => langevin.init(position),
    // The proposal without Metropolis' rule: what an unadjusted Langevin step is.
    step(random, state) {
      const { gradient } = target.gradient(state.position);
      const push = bent.metric.velocity(gradient);
      const away = bent.metric.spread(random.normal64(2));
      const { stepSize: h } = bent;
      return [langevin.init(state.position.map((x, i) => x + 0.5 * h * h * push[i] + h * away[i])), {}];
    },
  };
  const z = drift(always, from(always, banana));
  assert.ok(largest(z) > 6, JSON.stringify(z));
  const lopsided: Kernel = {
    init: (position) => langevin.init(position),
    // A random walk that steps further to the right, with a rule for one that does not.
    step(random, state) {
      const next = langevin.init(state.position.map((x) => x + 0.5 + random.normal64(1)[0]));
      const taken = Math.log(random.uniform64(1)[0]) < next.logDensity - state.logDensity;
      return [taken ? next : state, {}];
    },
  };
  assert.ok(largest(drift(lopsided, from(lopsided, banana))) > 6);
  const hot = randomWalkKernel(tempered(target, 0.5), straight);
  const warm = drift(hot, from(hot, banana));
  assert.ok(largest(warm) > 6, JSON.stringify(warm));
});

test("A target that ends at a wall is kept.", () => {
  const { target } = positive;
  const settings = { stepSize: 0.8, metric: diagonalMetric([1]) };
  const statistics = { x: moments.x, "x^2": moments["x^2"], "x < 0.5": ([x]: Float64Array) => Number(x < 0.5) }; // prettier-ignore
  const walls: Record<string, Kernel> = {
    "random walk": randomWalkKernel(target, settings),
    HMC: hmcKernel(target, { ...settings, length: 2 }),
    NUTS: nutsKernel(target, settings),
    slice: sliceKernel(target, Float64Array.of(2)),
  };
  for (const [name, kernel] of Object.entries(walls)) {
    const z = drift(kernel, from(kernel, positive), { statistics });
    assert.ok(largest(z) < 4.5, `${name}: ${JSON.stringify(z)}`);
  }
});

test("Gibbs sampling keeps the target of its conditionals, and not that of others.", () => {
  const [known, r] = [pair(0.8), 0.8];
  const of = (r2: number) =>
    gibbs(known.target, [
      (random, [, y]) => Float64Array.of(1 + (r2 * (y + 2)) / 3 + Math.sqrt(1 - r * r) * random.normal64(1)[0], y), // prettier-ignore
      (random, [x]) => Float64Array.of(x, -2 + 3 * (r2 * (x - 1) + Math.sqrt(1 - r * r) * random.normal64(1)[0])), // prettier-ignore
    ]);
  const driftOf = (r2: number) => {
    const sampler = of(r2);
    const kernel: Kernel = { init: (position) => sampler.init(position), step: (random, state) => sampler.tune(random, state, 0).kernel().step(random, state) }; // prettier-ignore
    return largest(drift(kernel, from(kernel, known)));
  };
  assert.ok(driftOf(r) < 4.5);
  assert.ok(driftOf(0.7) > 10);
});

test("Exchanges of parallel tempering keep the target of each rung.", () => {
  const known = pair(0.5);
  const betas = [0.2, 0.5, 1];
  const sampler = parallelTempering(known.target, { betas, sampler: (on) => nuts(on, { stepSize: 0.9 }) });
  const widened = (beta: number) => (random: Stream) => {
    const at = known.draw(random);
    return at.map((x, i) => [1, -2][i] + (x - [1, -2][i]) / Math.sqrt(beta));
  };
  const start = (random: Stream) => {
    const rungs = betas.map((beta) => nuts(tempered(known.target, beta)).init(widened(beta)(random)));
    const { position, logDensity } = rungs[2];
    return { position, logDensity, rungs, odd: random.uniform64(1)[0] < 0.5 };
  };
  const first = start as (random: Stream) => ReturnType<typeof sampler.init>;
  const kernel: Kernel<ReturnType<typeof sampler.init>> = {
    init: (position) => sampler.init(position),
    step: (random, state) => sampler.tune(random, state, 0).kernel().step(random, state),
  };
  const z = drift(kernel, first, { count: 5000, steps: 3 });
  assert.ok(largest(z) < 4.5, JSON.stringify(z));
  // The hottest rung is judged as well.
  const hottest: typeof kernel = {
    init: (position) => kernel.init(position),
    step(random, state) {
      const [next, info] = kernel.step(random, state);
      return [{ ...next, position: next.rungs[0].position }, info];
    },
  };
  const hot = drift(hottest, (random) => {
    const state = first(random);
    return { ...state, position: state.rungs[0].position };
  }, { count: 5000, steps: 1 }); // prettier-ignore
  assert.ok(largest(hot) < 4.5, JSON.stringify(hot));
});
