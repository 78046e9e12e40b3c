import test from "node:test";
import assert from "node:assert/strict";
import { tensor, tidy, type Tensor, type Tensor1D } from "../../src/runtime/core/tf.ts";
import {
  convert,
  discretizedGaussianLogLikelihood,
  elbo,
  gaussian,
  gaussianCost,
  logLikelihood,
  normalKl,
  posteriorKl,
  priorKl,
  type Denoiser,
  type ElboOptions,
  type GaussianOptions,
} from "../../src/runtime/diffusion/index.ts";
import { normalCdfs } from "../../src/runtime/diffusion/likelihood/normal-cdf.ts";
import {
  cosine,
  cosineLogSnr,
  edm,
  fromBetas,
  linear,
  linearLogSnr,
  veSde,
} from "../../src/runtime/schedules/index.ts";
import { marginal, mixtureDenoiser } from "../unit/runtime/mixture.ts";
import { assertClose } from "./close.ts";

const exact = 1e-9;

test("The KL of two Gaussians is guided-diffusion's.", () => {
  assertClose(normalKl(1, 0, 0, 0), 0.5, exact);
  assertClose(normalKl(0, -1, 0, 0), 0.18393972058572117, exact);
  assertClose(normalKl(0.5, 0.3, -0.2, -0.7), 0.8525103275597893, exact);
});

test("The discretized Gaussian log-likelihood is guided-diffusion's.", () => {
  assertClose(discretizedGaussianLogLikelihood(-1, -0.9, -2), -1.43147729937292, exact);
  assertClose(discretizedGaussianLogLikelihood(-0.5, -0.45, -3), -3.27213663420863, exact);
  assertClose(discretizedGaussianLogLikelihood(0.5, 0.3, -1), -4.915436667252717, exact);
  assertClose(discretizedGaussianLogLikelihood(-1, 0.5, -3), -27.631021115928547, exact);
  assertClose(normalCdfs.tanh(1), 0.8411919906082768, exact);
});

test("The prior's term on the linear schedule is guided-diffusion's, by the mean of x_0^2.", () => {
  const last = linear().level(999);
  const bits = (square: number) => priorKl(last, square) / Math.LN2;
  assertClose(bits(0), 5.87478e-10, 1e-6);
  assertClose(bits(1 / 4), 7.278677e-6, 1e-6);
  assertClose(bits(1), 2.911295e-5, 1e-6);
});

// The loop of guided-diffusion's calc_bpd_loop on 8-bit data, with the same noise at every t.
const shape = [2, 3, 4, 4];
const betas = Array.from({ length: 10 }, (_, i) => 0.01 + (0.49 * i) / 9);
const halfToEven = (x: number) => (x % 1 === 0.5 && Math.floor(x) % 2 === 0 ? Math.floor(x) : Math.round(x));
const x0 = tensor(
  Array.from({ length: 96 }, (_, k) => halfToEven((255 * k) / 95) / 127.5 - 1),
  shape,
);
const noise = (size: readonly number[]): Tensor =>
  tensor(
    Array.from({ length: size[0] * 48 }, (_, k) => Math.SQRT2 * Math.cos(k)),
    [...size],
  );
function model(x: Tensor, t: Tensor1D): Tensor {
  const when = t.reshape([-1, 1, 1, 1]);
  return x.mul(when).div(when.add(1));
}

const bound = (process: Partial<GaussianOptions>, options: ElboOptions) =>
  gaussian({ schedule: fromBetas(betas), ...process }).elbo(model, x0, { noise, show: false, ...options });

const bits = (nats: number) => nats / 48 / Math.LN2;

async function expectLoop(
  process: Partial<GaussianOptions>,
  options: ElboOptions,
  totals: readonly number[],
  first: readonly number[],
): Promise<void> {
  const { examples, about } = await bound(process, options);
  assert.equal(about.decoder, "256 levels");
  totals.forEach((total, i) => assertClose(bits(examples.nats[i]), total, 1e-5, `example ${i}`));
  const terms = [examples.decoder, ...examples.terms].map((values) => bits(values[0])).reverse();
  first.forEach((term, i) => assertClose(terms[i], term, 1e-5, `t = ${9 - i}`));
}

test("The bound on 8-bit data is guided-diffusion's with the fixed small variance, term by term.", async () => {
  const terms = [
    0.02100219, 0.0316822, 0.04911495, 0.07757473, 0.12558586, 0.21223027, 0.38902774, 0.86049988, 4.17156447,
    5.66074317,
  ];
  const options = { variance: "posterior", clip: [-1, 1] } as const;
  await expectLoop({}, options, [11.609957064373456, 11.0959122169151], terms);
  assertClose(bits((await bound({}, options)).examples.prior[0]), 0.010931603383405493, 1e-6);
});

test("The bound on 8-bit data is guided-diffusion's with the fixed large variance, term by term.", async () => {
  const terms = [
    0.0207939, 0.03140162, 0.04860484, 0.07598874, 0.11977582, 0.19178198, 0.31781175, 0.57207723, 1.38345909,
    5.66074317,
  ];
  const options = { variance: "beta", clip: [-1, 1] } as const;
  await expectLoop({}, options, [8.43336974311386, 8.250921272084314], terms);
});

test("The bound on 8-bit data is guided-diffusion's on the cosine schedule with predicted data.", async () => {
  const process = { schedule: cosine({ steps: 10 }), predict: "x0" } as const;
  const totals = [21.03361124347234, 20.906025651372065];
  const { examples } = await bound(process, { variance: "beta" });
  totals.forEach((total, i) => assertClose(bits(examples.nats[i]), total, 1e-5, `example ${i}`));
  assertClose(bits(examples.terms[8][0]), 0.02089106, 1e-5);
  assertClose(bits(examples.decoder[0]), 18.58369516, 1e-5);
});

test("The terms with a learned range of variances are those of guided-diffusion's rescaled loss.", async () => {
  const plain = gaussian({ schedule: fromBetas(betas) }).denoiser(model);
  const learned: Denoiser = Object.assign(
    (xt: Tensor, t: number) => ({
      ...plain(xt, t),
      // Its channel, of -1 to 1, is sin x_t.
      variance: { kind: "range" as const, fraction: tidy(() => xt.sin().add<Tensor>(1).div<Tensor>(2)) },
    }),
    { schedule: plain.schedule },
  );
  const { examples, about } = await elbo(learned, x0, { noise, show: false });
  assert.equal(about.variance, "learned");
  // guided-diffusion multiplies by T / 1000.
  assertClose((bits(examples.decoder[0]) * 10) / 1000, 0.0568909656449044, 1e-5);
  assertClose((bits(examples.terms[8][1]) * 10) / 1000, 1.93217907832426e-4, 1e-5);
});

test("The bound misses the entropy by exactly the prior's mismatch.", () => {
  const schedule = linear();
  const square = 1 / 4;
  const unknown = (t: number) => 1 / (1 / square + schedule.snr[t]);
  const prior = priorKl(schedule.level(999), square);
  let between = 0;
  for (let t = 1; t < 1000; t++) {
    const variance = schedule.posteriorMeanX0[t] ** 2 * unknown(t) + schedule.posteriorVariance[t];
    between += posteriorKl(schedule, t, { squaredError: unknown(t), variance });
  }
  const decoder = gaussianCost(unknown(0), unknown(0));
  assertClose(prior, 5.045194e-6, 1e-6);
  assertClose(between, 3.9121679379671175, exact);
  assertClose(decoder, -3.186381630287973, exact);
  assertClose(prior + between + decoder, 0.7257913528735602, exact);
  const entropy = 0.5 * Math.log(2 * Math.PI * Math.E * square);
  assertClose(entropy, 0.7257913526447274, 1e-15);
  const last = schedule.alphaBar[999] * square + 1 - schedule.alphaBar[999];
  assert.ok(Math.abs(prior + between + decoder - entropy - normalKl(0, Math.log(last), 0, 0)) < 1e-12);
});

test("The bound of continuous time depends on the ends of the schedule alone.", () => {
  const [most, least] = [linear().snr[0], linear().snr[999]];
  const ends = { logSnrMin: Math.log(least), logSnrMax: Math.log(most) };
  const sigmas = { sigmaMin: most ** -0.5, sigmaMax: least ** -0.5 };
  const square = 1 / 4;
  const expected = 3.9121679379673377;
  assertClose(0.5 * Math.log((1 + square * most) / (1 + square * least)), expected, exact);
  for (const schedule of [linearLogSnr(ends), cosineLogSnr(ends), veSde(sigmas), edm(sigmas)]) {
    // Simpson's rule over the rate at which information is paid for.
    const rate = (t: number): number => {
      const snr = Math.exp(schedule.logSnr(t));
      return (-0.5 * schedule.dLogSnr(t) * snr * square) / (1 + square * snr);
    };
    const parts = 20_000;
    let integral = 0;
    for (let i = 0; i <= parts; i++) integral += rate(i / parts) * (i % parts ? (i % 2 ? 4 : 2) : 1);
    assertClose(integral / (3 * parts), expected, exact, schedule.name);
  }
});

test("The bound of a model on two such schedules is the same.", async () => {
  const { snr } = linear();
  const ends = { logSnrMin: Math.log(snr[999]), logSnrMax: Math.log(snr[0]) };
  const sigmas = { sigmaMin: snr[0] ** -0.5, sigmaMax: snr[999] ** -0.5 };
  const square = 1 / 4;
  const data = tensor(
    Array.from({ length: 500 }, (_, i) => Math.sqrt(2 * square) * Math.sin(i)),
    [500, 1],
  );
  for (const schedule of [linearLogSnr(ends), edm(sigmas)]) {
    const right = Object.assign(
      (x: Tensor, t: number) => {
        const { alpha, sigma } = schedule.level(t);
        const scale = 1 / (alpha ** 2 * square + sigma ** 2);
        return { x0: x.mul<Tensor>(alpha * square * scale), eps: x.mul<Tensor>(sigma * scale) };
      },
      { schedule },
    );
    const { terms, noiseError } = await elbo(right, data, { terms: 100, draws: 2, batch: 500, show: false });
    const found = terms.reduce((sum, { nats, weight }) => sum + weight * nats, 0);
    // By chance of 100,000 draws of noise, each worth up to half of 19 times a squared normal number.
    assert.ok(Math.abs(found - 3.9121679379673377) < 0.12, `${schedule.name}: ${found}`);
    assert.ok(noiseError && noiseError.nats < 0.12, `error ${noiseError?.nats}`);
  }
});

test("Score, noise, data, velocity and density of a noised mixture are the exact ones.", async () => {
  const mixture = { weights: [0.3, 0.7], means: [[-1], [1.5]], deviations: [0.2, 0.4] };
  const schedule = linear();
  const level = schedule.level(100);
  const x = tensor([0.5], [1, 1]);
  const { logP, score } = marginal(mixture, level, [0.5]);
  assertClose(score[0], 3.679373414, exact);
  assertClose(logP, -2.279618618, exact);
  const right = mixtureDenoiser(schedule, mixture);
  const said = tensor(score, [1, 1]);
  const expected = { eps: -1.191449113, x0: 0.936259636, v: -1.430431087 };
  for (const [name, value] of Object.entries(expected)) {
    const to = name as keyof typeof expected;
    const read = convert(said, { from: "score", to, xt: x, schedule, t: 100 });
    assertClose((await read.data())[0], value, 1e-5, name);
  }
  assertClose((await right(x, 100).x0.data())[0], expected.x0, 1e-5);
  const found = await logLikelihood(right, x, { t: 100, rtol: 1e-5, atol: 1e-5, show: false });
  // The flow ends where x_T is N(0, 1) to three digits.
  assertClose(found.logLikelihood, -2.279618618, 2e-3);
});
