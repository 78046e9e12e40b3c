import test from "node:test";
import assert from "node:assert/strict";
import {
  betaSigmas,
  cosine,
  dataLevel,
  exponentialSigmas,
  fromBetas,
  karrasSigmas,
  laplace,
  linear,
  polyexponentialSigmas,
  posterior,
  respace,
  scaledLinear,
  sectionTimesteps,
  sigmoid,
  sigmoidBetas,
  sqrt,
  timesteps,
  vpSigmas,
  zeroTerminalSnr,
  type Spacing,
} from "../../src/runtime/schedules/index.ts";
import { betaQuantile } from "../../src/runtime/schedules/sigmas/beta-quantile.ts";
import { assertClose } from "./close.ts";

const exact = 1e-9;

test("The linear schedule has guided-diffusion's variances and posterior.", () => {
  const s = linear();
  assertClose(s.alphaBar[0], 0.9999, exact);
  assertClose(s.alphaBar[999], 4.035829765375676e-5, exact);
  assertClose(
    s.betas.reduce((a, b) => a + b),
    10.05,
    exact,
  );
  assertClose(s.alphaBar[1], 0.9997800920720721, exact);
  assertClose(s.posteriorVariance[1], 5.4531876613021935e-5, exact);
  assertClose(s.posteriorMeanX0[1], 0.5452914995102903, exact);
  assertClose(s.posteriorMeanXt[1], 0.4547084989905303, exact);
  assertClose(s.posteriorVariance[999], 0.01999998352656061, exact);
  assertClose(s.posteriorMeanX0[999], 1.2835148717224682e-4, exact);
  assertClose(s.posteriorMeanXt[999], 0.9899486782675173, exact);
  assertClose(s.posteriorLogVarianceClipped[0], -9.81672513529567, exact);
});

test("The linear schedule's default ends scale with the number of steps.", () => {
  assertClose(linear({ steps: 100 }).alphaBar[99], 2.039008975564078e-5, exact);
  assertClose(linear({ steps: 4000 }).alphaBar[3999], 4.246652275802249e-5, exact);
});

test("The cosine schedule has improved-diffusion's betas, the last one cut.", () => {
  const s = cosine();
  assertClose(s.betas[0], 4.128422482196914e-5, exact);
  assertClose(s.betas[499], 0.0031458862304780677, exact);
  assert.equal(s.betas[999], 0.999);
  assert.equal(s.betas.filter((beta) => beta === 0.999).length, 1);
  assertClose(s.alphaBar[499], 0.4938435904406382, exact);
  assertClose(s.alphaBar[999], 2.4287669070348567e-9, exact);
});

test("The scaled linear schedule has latent diffusion's ends.", () => {
  const s = scaledLinear();
  assertClose(s.alphaBar[0], 0.99915, exact);
  assertClose(s.alphaBar[999], 0.004660098513077238, exact);
  assertClose(Math.sqrt(1 / s.snr[999]), 14.614641229333639, exact);
});

test("The discrete cosine betas of five steps, cos not squared, are accepted as betas.", () => {
  const betas = [0.051998987, 0.1512031138, 0.2744900783, 0.4746928223, 0.999];
  assert.deepEqual([...fromBetas(betas).betas], betas);
});

test("SNR on the linear schedule matches min-SNR's published weights.", () => {
  const { snr } = linear();
  // They were computed in single precision, of which 1 - alphaBar keeps five digits at t = 10.
  assertClose(snr[10], 454.89023, 5e-5);
  assertClose(snr[100], 8.5366497, 1e-5);
  assertClose(snr[500], 0.084359527, 1e-5);
});

test("Timesteps are spaced as diffusers spaces them.", () => {
  const of = (count: number, spacing: "leading" | "trailing" | "linspace") =>
    timesteps(1000, count, { spacing });
  assert.deepEqual(of(10, "leading"), [900, 800, 700, 600, 500, 400, 300, 200, 100, 0]);
  assert.deepEqual(of(10, "trailing"), [999, 899, 799, 699, 599, 499, 399, 299, 199, 99]);
  assert.deepEqual(of(10, "linspace"), [999, 888, 777, 666, 555, 444, 333, 222, 111, 0]);
  assert.deepEqual(of(7, "leading"), [852, 710, 568, 426, 284, 142, 0]);
  assert.deepEqual(of(7, "trailing"), [999, 856, 713, 570, 428, 285, 142]);
  assert.deepEqual(timesteps(1000, 5, { offset: 1 }), [801, 601, 401, 201, 1]);
});

test("Halves round to the even step, as they do in Python.", () => {
  // 1000 - i * 62.5 meets a half at every other step.
  assert.deepEqual(timesteps(1000, 16, { spacing: "trailing" }).slice(0, 4), [999, 937, 874, 811]);
});

// Sums over every number of steps of (i + 1) t_i, made with NumPy's arange, linspace and round.
test("Timesteps are NumPy's for every number of steps, trailing ones where arange does not overshoot.", () => {
  const checksum = (spacing: Spacing, counts: number[]) =>
    counts.reduce(
      (sum, count) =>
        sum + timesteps(1000, count, { spacing }).reduce((total, t, i) => total + (i + 1) * t, 0),
      0,
    );
  const counts = Array.from({ length: 1000 }, (_, i) => i + 1);
  assert.equal(checksum("linspace", counts), 55666399370);
  assert.equal(checksum("leading", counts), 45193435419);
  assert.equal(checksum("trailing", counts), 55722100764);
});

test("Sections keep guided-diffusion's steps.", () => {
  const three = sectionTimesteps(300, [10, 15, 20]);
  assert.deepEqual(three.slice(0, 12), [0, 11, 22, 33, 44, 55, 66, 77, 88, 99, 100, 107]);
  assert.deepEqual(three.slice(-3), [289, 294, 299]);
  assert.deepEqual(sectionTimesteps(1000, [4, 3, 3]), [0, 111, 222, 333, 334, 500, 666, 667, 833, 999]);
  assert.deepEqual(
    sectionTimesteps(1000, "7,11,13,29").slice(0, 24),
    [
      0, 42, 83, 124, 166, 208, 249, 250, 275, 300, 325, 350, 374, 399, 424, 449, 474, 499, 500, 521, 542,
      562, 583, 604,
    ],
  );
  let sum = 0;
  for (const total of [100, 300, 1000, 4000]) {
    for (let count = 1; count <= 100; count++) {
      sectionTimesteps(total, count).forEach((t, i) => (sum += (i + 1) * t));
    }
  }
  assert.equal(sum, 617659527);
  assert.deepEqual(
    sectionTimesteps(1000, "ddim50"),
    Array.from({ length: 50 }, (_, i) => i * 20),
  );
  const { betas } = respace(linear(), "ddim50");
  assertClose(betas[0], 9.999999999998899e-5, exact);
  assertClose(betas[1], 0.006165187946595374, exact);
  assertClose(betas[49], 0.3246144475291255, exact);
});

test("Zero terminal SNR is Lin et al.'s rescaling.", () => {
  const rescaled = zeroTerminalSnr(linear());
  assert.equal(rescaled.betas[999], 1);
  assert.equal(rescaled.alphaBar[999], 0);
  assertClose(rescaled.alphaBar[500], 0.07524621570432673, exact);
  const latent = zeroTerminalSnr(scaledLinear());
  assertClose(latent.alphaBar[0], 0.99915, exact);
  assertClose(latent.alphaBar[500], 0.24101878275731575, exact);
  assertClose(latent.alphaBar[998], 1.9678880566212916e-7, exact);
});

// Worked out in Python from each definition.
test("The sigmoid, sqrt and Laplace schedules are those of their papers.", () => {
  const words = sqrt({ steps: 2000 });
  assertClose(words.betas[0], 0.01464131053316331, exact);
  assertClose(words.betas[1000], 0.0012069759283432901, exact);
  assertClose(words.alphaBar[999], 0.2957803148187003, exact);
  assertClose(words.alphaBar[1999], 2.0204040808180702e-7, exact);
  const curve = sigmoid();
  assertClose(curve.betas[0], 0.00030027919974917605, exact);
  assertClose(curve.betas[500], 0.003314364235860956, exact);
  assertClose(curve.alphaBar[499], 0.5, exact);
  assertClose(curve.alphaBar[999], 3.0027919974932843e-7, exact);
  const peaked = laplace();
  assertClose(peaked.betas[0], 0.04280697349698981, exact);
  assertClose(peaked.betas[500], 0.0005005006258761435, exact);
  assertClose(peaked.alphaBar[249], 0.585786437626905, exact);
  assertClose(peaked.alphaBar[749], 0.4142135623730951, exact);
  const molecules = sigmoidBetas();
  assertClose(molecules.betas[0], 0.00014920520081703202, exact);
  assertClose(molecules.betas[999], 0.01995079479918297, exact);
  assertClose(molecules.alphaBar[999], 3.968181990533219e-5, exact);
});

function assertSigmas(actual: Float64Array, expected: number[], tolerance: number): void {
  assert.equal(actual.length, expected.length);
  expected.forEach((value, i) => assertClose(actual[i], value, tolerance, `sigma ${i}`));
}

test("Sigma sequences are k-diffusion's.", () => {
  const edm = [
    80, 57.58598472, 40.7855738, 28.3745846, 19.35245298, 12.91008238, 8.400935309, 5.315194522, 3.25682152,
    1.923339837, 1.088170637, 0.5853481232, 0.2964422845, 0.1395164687, 0.05994731124, 0.02293451837,
    0.007528019963, 0.002, 0,
  ];
  assertSigmas(karrasSigmas(18, { sigmaMin: 0.002, sigmaMax: 80 }), edm, exact);
  const squared = [
    10, 3.804056105, 1.621349131, 0.7742636827, 0.4142704448, 0.248348607, 0.1668100537, 0.1255351749,
    0.1058501208, 0.1,
  ];
  const ten = { sigmaMin: 0.1, sigmaMax: 10 };
  assertSigmas(polyexponentialSigmas(10, ten, { rho: 2, zero: false }), squared, exact);
  const ends = { sigmaMin: 0.05, sigmaMax: 50 };
  const cubic = [50, 27.5684, 13.1072, 4.8668, 1.0976, 0.05, 0];
  assertSigmas(karrasSigmas(6, ends, { rho: 3 }), cubic, exact);
  const even = [50, 12.5594321575479, 3.154786722400966, 0.7924465962305562, 0.19905358527674857, 0.05, 0];
  assertSigmas(exponentialSigmas(6, ends), even, exact);
  const rooted = [
    50, 24.113018388370396, 10.538044108933073, 3.9476314516705022, 1.0980213656475537, 0.05, 0,
  ];
  assertSigmas(polyexponentialSigmas(6, ends, { rho: 0.5 }), rooted, exact);
  const vp = [
    152.1669702839464, 25.148852404503796, 6.11166250604724, 2.0344293401724487, 0.7238067666812985,
    0.010485992786706403, 0,
  ];
  assertSigmas(vpSigmas(6), vp, exact);
});

test("Beta's quantile is SciPy's, and the sequence diffusers makes of it.", () => {
  assertClose(betaQuantile(0.1, 0.6, 0.6), 0.03958440558878085, 1e-12);
  assertClose(betaQuantile(0.9, 0.6, 0.6), 0.9604155944112192, 1e-12);
  assertClose(betaQuantile(0.3, 2, 5), 0.18180347131894917, 1e-12);
  assertClose(betaQuantile(0.7, 0.05, 3), 0.00018359014974709018, 1e-12);
  assertClose(betaQuantile(0.01, 40, 7), 0.7118482642717905, 1e-12);
  const expected = [
    14.6, 13.91387221831045, 12.478592014649577, 10.587228353370026, 8.43434370074952, 6.195656299250479,
    4.042771646629975, 2.1514079853504247, 0.7161277816895487, 0.03, 0,
  ];
  assertSigmas(betaSigmas(10, { sigmaMin: 0.03, sigmaMax: 14.6 }), expected, exact);
});

test("Variances of DDPM's and DDIM's noise are diffusers'.", () => {
  const s = linear();
  const variance = (from: number, to: number) =>
    posterior(s.level(from), to < 0 ? dataLevel : s.level(to)).variance;
  assert.equal(variance(0, -1), 0);
  assertClose(variance(487, 486), 0.00979, 1e-3);
  assertClose(variance(999, 998), 0.02, 1e-3);
  assertClose(variance(420, 400), 0.1477195128408985, exact);
});
