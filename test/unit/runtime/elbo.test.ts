import test from "node:test";
import assert from "node:assert/strict";
import * as v from "valibot";
import { displaySymbol, Elbo as Payload, elboMime, unpackFloats } from "../../../src/protocol/index.ts";
import { tensor, zeros, type Tensor, type Tensor1D } from "../../../src/runtime/core/tf.ts";
import { moons } from "../../../src/runtime/data/index.ts";
import {
  discretizedGaussianLogLikelihood,
  elbo,
  gaussian,
  gaussianLogLikelihood,
  normalKl,
  optimalVariance,
  posteriorKl,
  priorKl,
  type Denoiser,
  type Elbo,
  type ElboOptions,
} from "../../../src/runtime/diffusion/index.ts";
import { normalCdfs } from "../../../src/runtime/diffusion/likelihood/normal-cdf.ts";
import { levelCost } from "../../../src/runtime/diffusion/elbo/time-terms.ts";
import { stream } from "../../../src/runtime/random/index.ts";
import { cosine, flow, linear, linearLogSnr, vpSde } from "../../../src/runtime/schedules/index.ts";
import { inNotebook } from "./fake-host.ts";
import { leaves } from "./no-leak.ts";

const quiet = { show: false } as const;
const schedule = linear({ steps: 40 });
const diffusion = gaussian({ schedule });
const normal = (seed: number, shape: number[], scale = 1): Tensor =>
  tensor(
    stream(seed)
      .normal(shape.reduce((a, b) => a * b))
      .map((value) => value * scale),
    shape,
  );

/** The model that knows data of N(0, square I). */
const knows =
  (square: number) =>
  (x: Tensor, t: Tensor1D): Tensor => {
    const { alpha, sigma } = schedule.level(t.dataSync()[0]);
    return x.mul(sigma / (alpha ** 2 * square + sigma ** 2));
  };

const near = (actual: number, expected: number, within: number, what = ""): void =>
  assert.ok(Math.abs(actual - expected) <= within, `${what} ${actual}, not ${expected}`);

/** Simpson's rule. */
function integral(f: (x: number) => number, from: number, to: number, parts = 4000): number {
  let sum = 0;
  for (let i = 0; i <= parts; i++) {
    sum += f(from + ((to - from) * i) / parts) * (i % parts ? (i % 2 ? 4 : 2) : 1);
  }
  return (sum * (to - from)) / (3 * parts);
}

test("The KL of Gaussians is the integral that defines it.", () => {
  const random = stream(0);
  for (let k = 0; k < 20; k++) {
    const [m1, lv1, m2, lv2] = random.normal(4);
    const reach = 12 * Math.exp(lv1 / 2);
    const kl = integral(
      (x) => {
        const log = gaussianLogLikelihood(x, m1, lv1 / 2);
        return Math.exp(log) * (log - gaussianLogLikelihood(x, m2, lv2 / 2));
      },
      m1 - reach,
      m1 + reach,
    );
    near(normalKl(m1, lv1, m2, lv2), kl, 1e-8 * Math.max(1, kl));
    assert.ok(normalKl(m1, lv1, m2, lv2) >= 0);
  }
  // Where the variances nearly agree, d^2 / 4 is left.
  near(normalKl(0, 1e-7, 0, 0) / 2.5e-15, 1, 1e-6);
  assert.deepEqual(normalKl([1, 0], 0, 0, 0), Float64Array.of(0.5, 0));
  assert.throws(() => normalKl([1, 2], [1, 2, 3], 0, 0), /one length, not 2, 3/);
});

test("The posterior's KL is that of its two Gaussians, for random steps and variances.", () => {
  const random = stream(1);
  for (let k = 0; k < 50; k++) {
    const t = 1 + random.integers(1, 39)[0];
    const [x0, guess, xt, log] = random.normal(4);
    const mean = (data: number) => schedule.posteriorMeanX0[t] * data + schedule.posteriorMeanXt[t] * xt;
    const variance = schedule.posteriorVariance[t] * Math.exp(log);
    const expected = normalKl(
      mean(x0),
      Math.log(schedule.posteriorVariance[t]),
      mean(guess),
      Math.log(variance),
    );
    const found = posteriorKl(schedule, t, { squaredError: (x0 - guess) ** 2, variance });
    near(found / expected, 1, 1e-9);
  }
});

test("The prior's KL is exact where next to no signal is left.", () => {
  for (const alphaBar of [1e-3, 1e-9, 1e-14]) {
    const level = { alpha: Math.sqrt(alphaBar), sigma: Math.sqrt(1 - alphaBar) };
    // -ln(1 - a) - a = a^2 / 2 + a^3 / 3 + ...
    near(priorKl(level, 0) / (alphaBar ** 2 / 4 + alphaBar ** 3 / 6), 1, 1e-6, String(alphaBar));
  }
  assert.equal(priorKl({ alpha: 0, sigma: 1 }, 5), 0);
  near(priorKl({ alpha: 1, sigma: 80 }, 0.25), 0.125 / 6400, 1e-18);
});

test("The exact normal distribution is the integral of its density, and tanh comes near it.", () => {
  for (const x of [-30, -8, -5, -2.5, -2, -1.99, -0.3, 0, 0.7, 2, 2.01, 4, 9]) {
    // For the tail the integral over the substitution y = x - u keeps relative precision.
    const density = (y: number) => Math.exp(-0.5 * y * y) / Math.sqrt(2 * Math.PI);
    const tail = integral((u) => density(Math.abs(x) + u), 0, 12 / Math.max(1, Math.abs(x) / 4), 20_000);
    const expected = x < 0 ? tail : 1 - tail;
    near(normalCdfs.erf(x) / expected, 1, 1e-11, `at ${x}`);
    near(normalCdfs.tanh(x), expected, 3e-4);
  }
});

test("The levels' probabilities sum to 1 with either function, for 2, 17 and 256 levels.", () => {
  const random = stream(2);
  for (const levels of [2, 17, 256]) {
    for (const cdf of ["tanh", "erf"] as const) {
      const mean = random.normal(1)[0];
      let sum = 0;
      for (let k = 0; k < levels; k++) {
        const x = (2 * k) / (levels - 1) - 1;
        sum += Math.exp(discretizedGaussianLogLikelihood(x, mean, -1, { levels, cdf }));
      }
      near(sum, 1, 1e-9, `${levels} levels, ${cdf}`);
    }
  }
  near(discretizedGaussianLogLikelihood(0.2, -0.9, -6), Math.log(1e-12), 1e-12);
  assert.throws(() => discretizedGaussianLogLikelihood(0, 0, 0, { levels: 1 }), /levels .* not 1/);
  assert.throws(() => discretizedGaussianLogLikelihood(0, 0, 0, { cdf: "erfc" as never }), /tanh, erf/);
});

test("Levels decoded from noise have the probabilities of Bayes' rule.", () => {
  const [levels, deviation, z] = [17, 0.2, 0.33];
  const all = Array.from({ length: levels }, (_, k) => (2 * k) / (levels - 1) - 1);
  const likely = all.map((x) => Math.exp(-0.5 * ((z - x) / deviation) ** 2));
  const whole = likely.reduce((a, b) => a + b);
  all.forEach((x, k) => {
    near(levelCost(x, z - x, deviation, levels), -Math.log(likely[k] / whole), 1e-12);
  });
});

test("Terms are never negative, and better models have lower bounds.", async () => {
  const x0 = normal(1, [64, 3], 0.5);
  for (const variance of ["posterior", "beta", "optimal"] as const) {
    const good = await diffusion.elbo(knows(0.25), x0, { variance, ...quiet });
    const bad = await diffusion.elbo((x) => x.mul(0.2), x0, { variance, ...quiet });
    for (const bound of [good, bad]) {
      assert.ok(bound.prior > 0 && bound.terms.every(({ nats }) => nats >= 0));
      const sum = bound.terms.reduce((total, { nats }) => total + nats, bound.prior + bound.decoder.nats);
      near(sum, bound.nats, 1e-9);
      near(bound.bitsPerDim, bound.nats / 3 / Math.LN2, 1e-12);
    }
    assert.ok(good.nats < bad.nats, variance);
  }
});

test("With optimal variances the bound of Gaussian data is its entropy.", async () => {
  const x0 = normal(3, [1000, 1], 0.5);
  const known = await diffusion.elbo(knows(0.25), x0, { variance: "optimal", batch: 1000, ...quiet });
  const entropy = 0.5 * Math.log(2 * Math.PI * Math.E * 0.25);
  const { error } = known;
  assert.ok(error && error.nats < 0.06);
  near(known.nats, entropy, 4 * error.nats);
  // The variance that is estimated from predicted noise is the closed form, and no other is better.
  const t = 10;
  const exact = 1 / (1 / 0.25 + schedule.snr[t]);
  const { alpha, sigma } = schedule.level(t);
  const epsSquare = sigma ** 2 / (alpha ** 2 * 0.25 + sigma ** 2);
  const best = schedule.posteriorMeanX0[t] ** 2 * exact + schedule.posteriorVariance[t];
  near(optimalVariance(schedule, t, epsSquare) / best, 1, 1e-12);
  for (const other of ["posterior", "beta"] as const) {
    const worse = await diffusion.elbo(knows(0.25), x0, { variance: other, batch: 1000, ...quiet });
    assert.ok(known.nats < worse.nats, other);
  }
});

test("The optimal variance keeps within its bounds.", () => {
  const t = 20;
  const { posteriorVariance, posteriorMeanX0, snr } = schedule;
  const reach = posteriorMeanX0[t] ** 2;
  assert.equal(optimalVariance(schedule, t, 1.3), posteriorVariance[t]);
  near(optimalVariance(schedule, t, -1), posteriorVariance[t] + reach / snr[t], 1e-12);
  near(optimalVariance(schedule, t, 0, [-0.1, 0.1]), posteriorVariance[t] + reach * 0.01, 1e-15);
  assert.throws(() => optimalVariance(schedule, 0, 1.01), /no variance: .* mean square of 1.01/);
});

test("Predicting data, noise or score is the same bound, by three formulas.", async () => {
  const level = (t: Tensor1D) => schedule.level(t.dataSync()[0]);
  const guess = (x: Tensor) => x.sin().mul<Tensor>(0.4);
  const models = {
    eps: { predict: "eps" as const, model: guess },
    score: {
      predict: "score" as const,
      model: (x: Tensor, t: Tensor1D) => guess(x).div<Tensor>(-level(t).sigma),
    },
    x0: {
      predict: "x0" as const,
      model: (x: Tensor, t: Tensor1D) =>
        x.sub<Tensor>(guess(x).mul(level(t).sigma)).div<Tensor>(level(t).alpha),
    },
  };
  const x0 = normal(5, [16, 2], 0.5);
  const bounds: Elbo[] = [];
  for (const { predict, model } of Object.values(models)) {
    bounds.push(await gaussian({ schedule, predict }).elbo(model, x0, quiet));
  }
  for (const other of bounds.slice(1)) {
    other.terms.forEach(({ nats }, k) => near(nats / bounds[0].terms[k].nats, 1, 1e-3, `t = ${k + 1}`));
    near(other.nats, bounds[0].nats, 1e-4 * Math.abs(bounds[0].nats));
  }
  // The three weights of the squared errors, equations of DDPM and of Song et al., are one.
  for (const t of [1, 5, 39]) {
    const { betas, alphaBar, posteriorVariance, posteriorMeanX0 } = schedule;
    const variance = posteriorVariance[t];
    const ofEps = betas[t] ** 2 / (2 * variance * (1 - betas[t]) * (1 - alphaBar[t]));
    const ofScore = betas[t] ** 2 / (2 * variance * (1 - betas[t]));
    const ofX0 = posteriorMeanX0[t] ** 2 / (2 * variance);
    const errorOfEps = 0.37;
    const errorOfX0 = (errorOfEps * (1 - alphaBar[t])) / alphaBar[t];
    near((ofX0 * errorOfX0) / (ofEps * errorOfEps), 1, 1e-9);
    near((ofScore * errorOfEps) / (1 - alphaBar[t]) / (ofEps * errorOfEps), 1, 1e-12);
    near(posteriorKl(schedule, t, { squaredError: errorOfX0, variance }) / (ofEps * errorOfEps), 1, 1e-9);
  }
});

test("A seed gives an example the same numbers whatever the batch and whoever stands beside it.", async () => {
  const x0 = normal(7, [9, 2], 0.5);
  const model = knows(0.25);
  const whole = await diffusion.elbo(model, x0, { seed: 4, draws: 2, ...quiet });
  const pieces = await diffusion.elbo(model, x0, { seed: 4, draws: 2, batch: 2, ...quiet });
  const few = await diffusion.elbo(model, x0.slice(0, 3), { seed: 4, draws: 2, ...quiet });
  const other = await diffusion.elbo(model, x0, { seed: 5, draws: 2, ...quiet });
  whole.examples.nats.forEach((nats, i) => near(pieces.examples.nats[i], nats, 1e-5));
  few.examples.nats.forEach((nats, i) => near(whole.examples.nats[i], nats, 1e-5));
  assert.notDeepEqual(other.examples.nats, whole.examples.nats);
});

test("A random choice of terms has the sum of all as its mean, within the error it states.", async () => {
  const x0 = normal(8, [100, 1], 0.5);
  const all = await diffusion.elbo(knows(0.25), x0, { seed: 1, ...quiet });
  const between = (bound: typeof all) =>
    bound.terms.reduce((sum, { nats, weight }) => sum + weight * nats, 0);
  const estimates: number[] = [];
  const stated: number[] = [];
  for (let seed = 10; seed < 30; seed++) {
    const some = await diffusion.elbo(knows(0.25), x0, { seed, terms: 8, draws: 2, ...quiet });
    assert.equal(some.terms.length, 8);
    assert.ok(some.about.drawn && some.noiseError);
    estimates.push(between(some));
    stated.push(some.noiseError.nats ** 2);
  }
  const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
  const spread = Math.sqrt(mean(estimates.map((one) => (one - mean(estimates)) ** 2)));
  near(mean(estimates), between(all), (4 * spread) / Math.sqrt(20) + 0.05);
  const claimed = Math.sqrt(mean(stated));
  assert.ok(claimed > 0.6 * spread && claimed < 2 * spread, `${claimed} stated, ${spread} seen`);
});

test("The error over draws is what repeated bounds scatter by.", async () => {
  const x0 = normal(9, [20, 2], 0.5);
  const found: number[] = [];
  const stated: number[] = [];
  for (let seed = 0; seed < 16; seed++) {
    const bound = await diffusion.elbo(knows(0.25), x0, { seed, draws: 2, variance: "beta", ...quiet });
    found.push(bound.nats);
    stated.push(bound.noiseError!.nats ** 2);
  }
  const mean = found.reduce((a, b) => a + b) / 16;
  const spread = Math.sqrt(found.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 15);
  const claimed = Math.sqrt(stated.reduce((a, b) => a + b) / 16);
  assert.ok(claimed > 0.6 * spread && claimed < 1.7 * spread, `${claimed} stated, ${spread} seen`);
});

test("In continuous time the bound of Gaussian data comes near its entropy.", async () => {
  const x0 = normal(3, [500, 1], 0.5);
  const entropy = 0.5 * Math.log(2 * Math.PI * Math.E * 0.25);
  for (const path of [linearLogSnr({ logSnrMin: -12, logSnrMax: 10 }), vpSde(), flow()]) {
    const right: Denoiser = Object.assign(
      (x: Tensor, t: number) => {
        const { alpha, sigma } = path.level(t);
        const scale = 1 / (alpha ** 2 * 0.25 + sigma ** 2);
        return { x0: x.mul<Tensor>(alpha * 0.25 * scale), eps: x.mul<Tensor>(sigma * scale) };
      },
      { schedule: path },
    );
    const bound = await elbo(right, x0, { terms: 40, batch: 500, ...quiet });
    assert.ok(bound.error);
    near(bound.nats, entropy, 4 * bound.error.nats + 0.02, path.name);
  }
});

test("8-bit data is decoded by levels unless it is said otherwise, other data by a density.", async () => {
  const model = (x: Tensor) => x.mul<Tensor>(0.3);
  const grey = tensor(
    Array.from({ length: 12 }, (_, k) => (20 * k) / 127.5 - 1),
    [3, 4],
  );
  const decoders = async (x0: Tensor, options: ElboOptions = {}) =>
    (await diffusion.elbo(model, x0, { ...quiet, ...options })).about.decoder;
  assert.equal(await decoders(grey), "256 levels");
  assert.equal(await decoders(grey, { decoder: "gaussian" }), "gaussian");
  assert.equal(await decoders(normal(1, [3, 4])), "gaussian");
  assert.equal(await decoders(tensor([0, 0.25, -1, 1], [1, 4]), { levels: 17 }), "17 levels");
  const mine = { decoder: "discretized" as const };
  await assert.rejects(
    decoders(tensor([0.3, 1], [1, 2]), mine),
    /Entry 0 of the data is 0.3.* 256 levels from -1 to 1/,
  );
  await assert.rejects(decoders(tensor([0, 255], [1, 2]), mine), /Entry 0 .* 2 k \/ 255 - 1/);
});

test("What does not fit is said before the model is asked.", async () => {
  const x0 = normal(1, [4, 2]);
  const never = (): Tensor => assert.fail("asked");
  const fails = (options: ElboOptions, message: RegExp, data = x0) =>
    assert.rejects(diffusion.elbo(never, data, { ...quiet, ...options }), message);
  await fails({ draws: 0 }, /draws must be a whole number of at least 1, not 0/);
  await fails({ batch: 1.5 }, /batch must be/);
  await fails({ terms: 7 }, /terms must be even/);
  await fails(
    { variance: "large" as never },
    /posterior, beta, learned, optimal, or 40 numbers, not "large"/,
  );
  await fails({ variance: [1, 2] }, /2 entries for a schedule of 40 steps/);
  await fails({ variance: new Float64Array(40) }, /more than 0, and at t = 0 it is 0/);
  await fails({ decoderVariance: -1 }, /decoderVariance must be more than 0/);
  await fails({ draw: 3 } as object, /elbo has no option "draw": it takes variance, /);
  await fails({ decoder: "bits" as never }, /gaussian, discretized, not "bits"/);
  await fails({}, /finite, and its entry 1 is NaN/, tensor([0, NaN], [1, 2]));
  await fails({}, /shape is \[0, 2\]/, zeros([0, 2]));
});

test("A model that is of no use is found out by name, t and example.", async () => {
  const x0 = normal(1, [4, 2]);
  const wrong = (model: (x: Tensor, t: Tensor1D) => Tensor, options: ElboOptions = {}) =>
    diffusion.elbo(model, x0, { ...quiet, ...options });
  await assert.rejects(
    wrong(() => zeros([4, 3])),
    /\[4, 2\] into \[4, 3\]/,
  );
  await assert.rejects(
    wrong((x, t) => (t.dataSync()[0] === 7 ? x.mul(NaN) : x)),
    /term at t = 7 is NaN for example 0/,
  );
  await assert.rejects(
    wrong((x) => x, { variance: "learned" }),
    /no learned variance/,
  );
  const time = Object.assign((x: Tensor) => ({ x0: x, eps: x }), { schedule: linearLogSnr() });
  await assert.rejects(elbo(time, x0, { variance: "beta", ...quiet }), /leave it out/);
});

test("A bound leaves no tensors behind, whether it ends, fails or is interrupted.", async () => {
  const x0 = moons(6);
  await leaves(0, async () => {
    await diffusion.elbo((x) => x.mul(0.5), x0, { draws: 2, batch: 4, ...quiet });
    await assert.rejects(diffusion.elbo((x) => x.mul(NaN), x0, quiet));
    await assert.rejects(diffusion.elbo(() => x0.slice(0, 1), x0, { batch: 4, ...quiet }));
    const stop = new AbortController();
    const stopping = (x: Tensor, t: Tensor1D): Tensor => {
      if (t.dataSync()[0] < 20) stop.abort(new DOMException("Interrupted", "AbortError"));
      return x.mul(0.5);
    };
    await assert.rejects(diffusion.elbo(stopping, x0, { signal: stop.signal, ...quiet }), {
      name: "AbortError",
    });
  });
  // What the model hands out stays its own.
  const own = x0.clone();
  await gaussian({ schedule: cosine({ steps: 5 }), predict: "x0" }).elbo(() => own, x0, quiet);
  assert.equal(own.isDisposed, false);
});

test("A shown bound takes the place of its progress, and is not shown twice.", async () => {
  await inNotebook(async (host) => {
    const bound = await diffusion.elbo((x) => x.mul(0.5), moons(6));
    assert.match(String(host.shown[0]["text/plain"]), /^Bound .*0 of 40/);
    assert.match(String(host.updates.at(-1)?.["text/plain"]), /bits\/dim/);
    assert.deepEqual(bound[displaySymbol](), {});
    const sent = v.parse(Payload, host.updates.at(-1)?.[elboMime]);
    assert.deepEqual([sent.steps, sent.dims, sent.nats], [40, 2, bound.nats]);
    // Papers count t from 1: the first term between the ends is of t = 2.
    assert.deepEqual([unpackFloats(sent.terms.t)[0], unpackFloats(sent.terms.t)[38]], [2, 40]);
    assert.ok(Math.abs(unpackFloats(sent.terms.logSnr)[0] - schedule.logSnr[1]) < 1e-6);
    const silent = await diffusion.elbo((x) => x.mul(0.5), moons(6), quiet);
    assert.equal(host.shown.length, 1);
    assert.match(String(silent[displaySymbol]()["text/plain"]), /bits\/dim/);
  });
});
