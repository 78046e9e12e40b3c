import test from "node:test";
import assert from "node:assert/strict";
import {
  density,
  findMode,
  laplaceApproximation,
  model,
  pathfinder,
  vars,
} from "../../../../../src/runtime/inference/index.ts";
import { displaySymbol } from "../../../../../src/protocol/host.ts";
import { lineSearch } from "../../../../../src/runtime/inference/vi/mode/line-search.ts";
import { lbfgs } from "../../../../../src/runtime/inference/vi/mode/lbfgs.ts";
import {
  inverseCurvature,
  nextDiagonal,
} from "../../../../../src/runtime/inference/vi/pathfinder/covariance.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { correlated, covariance, evidence, mean } from "./correlated.ts";

const near = (a: number, b: number, tolerance: number, what = "") =>
  assert.ok(Math.abs(a - b) < tolerance, `${what} ${a}, not ${b} to within ${tolerance}`);

/** ln of the integral is lnGamma(a): its mode is ln a, its curvature there a. */
const logGammaTarget = (a: number) =>
  density({ dim: 1, logDensity: ([x]) => a * x - Math.exp(x), gradient: ([x]) => [a - Math.exp(x)] });

test("A line search meets both Wolfe conditions, also beyond where the function ends.", () => {
  const functions: [(x: number) => number, (x: number) => number][] = [
    [(x) => -x / (x * x + 2), (x) => (x * x - 2) / (x * x + 2) ** 2],
    [(x) => (x < 3 ? -x - Math.log(1 - x / 3) : NaN), (x) => (x < 3 ? -1 + 1 / (3 - x) : NaN)],
    [(x) => (x - 1e-3) ** 2 - 1e-6, (x) => 2 * (x - 1e-3)],
  ];
  for (const [f, slope] of functions)
    for (const first of [1e-4, 1, 1000]) {
      const from = { at: 0, value: f(0), slope: slope(0) };
      const found = lineSearch(from, first, (at) => ({ at, value: f(at), slope: slope(at) }));
      assert.ok(found, `from ${first}`);
      assert.ok(found.value <= from.value + 1e-4 * found.at * from.slope);
      assert.ok(Math.abs(found.slope) <= 0.9 * Math.abs(from.slope));
    }
});

test("L-BFGS finds the end of Rosenbrock's valley, uphill all the way.", () => {
  const valley = density({
    dim: 2,
    logDensity: ([x, y]) => -((1 - x) ** 2 + 100 * (y - x * x) ** 2),
    gradient: ([x, y]) => [2 * (1 - x) + 400 * x * (y - x * x), -200 * (y - x * x)],
  });
  const places = [...lbfgs(valley, Float64Array.of(-1.2, 1), { history: 10, steps: 200, tolerance: 1e-8 })];
  const last = places[places.length - 1];
  last.position.forEach((x) => near(x, 1, 1e-8));
  assert.ok(places.length < 60, String(places.length));
  places.forEach((place, i) => i === 0 || assert.ok(place.logDensity >= places[i - 1].logDensity));
});

test("The mode of a positive parameter is that of its logarithm, and says where it ended.", async () => {
  const target = model(({ sample }) => void sample("rate", vars.gamma({ concentration: 3, rate: 2 })));
  const mode = await findMode(target);
  near(mode.values[0], 1.5, 1e-6);
  assert.ok(mode.converged && mode.warnings.length === 0);
  assert.match(String(mode[displaySymbol]()["text/plain"]), /rate +1\.5/);
  const endless = density({ dim: 1, logDensity: ([x]) => x, gradient: () => [1] });
  const lost = await findMode(endless, { steps: 30 });
  assert.equal(lost.converged, false);
  assert.match(lost.warnings[0], /may lie at infinity/);
});

test("Laplace's approximation of a normal target is that target.", async () => {
  const fit = await laplaceApproximation(correlated);
  fit.mode.forEach((x, i) => near(x, mean[i], 1e-6));
  fit.covariance.forEach((x, i) => near(x, covariance[i], 1e-7));
  near(fit.laplaceEvidence, evidence, 1e-8);
  near(fit.elbo.value, evidence, 1e-5);
  near(fit.logEvidence.logEvidence, evidence, 1e-5);
  assert.ok(fit.kHat < 0.5 && fit.warnings.length === 0, String(fit.kHat));
});

test("Laplace's evidence of a gamma function is Stirling's formula, and the draws correct it.", async () => {
  for (const a of [3, 40]) {
    const fit = await laplaceApproximation(logGammaTarget(a), { draws: 8000 });
    near(fit.laplaceEvidence, a * Math.log(a) - a + Math.log((2 * Math.PI) / a) / 2, 1e-6);
    const exact = Array.from({ length: a - 1 }, (_, i) => Math.log(i + 1)).reduce((x, y) => x + y, 0);
    near(fit.logEvidence.logEvidence, exact, 5 * fit.logEvidence.se + 1e-9);
    // Without draws it is low by 1 / (12 a), next to nothing at 40.
    if (a === 3) assert.ok(exact - fit.laplaceEvidence > 2 * Math.abs(exact - fit.logEvidence.logEvidence));
  }
});

test("Where a density does not fall in every direction, Laplace's approximation is none.", async () => {
  const flat = density({ dim: 2, logDensity: ([x]) => -x * x, gradient: ([x]) => [-2 * x, 0] });
  await assert.rejects(laplaceApproximation(flat), /does not fall in every direction/);
});

test("Pathfinder's inverse curvature is that of the paper's factors, and takes falls of the gradient to steps.", () => {
  const random = stream(3);
  const dim = 4;
  const curve = [3, 0.5, 1, 8];
  let diagonal: Float64Array = new Float64Array(dim).fill(1);
  const pairs = Array.from({ length: 3 }, () => {
    const step = random.normal64(dim);
    const fall = step.map((s, i) => curve[i] * s + 0.2 * step.reduce((a, b) => a + b));
    const pair = { step, fall };
    diagonal = nextDiagonal(diagonal, pair);
    return pair;
  });
  const inverse = inverseCurvature(diagonal, pairs);
  const last = pairs[2];
  last.step.forEach((s, i) => {
    const led = last.fall.reduce((sum, y, j) => sum + inverse[i * dim + j] * y, 0);
    near(led, s, 1e-12);
  });
  // diag + beta gamma beta^T of 2108.03782, equations 9 to 11 with R the upper triangle of S^T Z.
  const at = (i: number, j: number) => pairs[i].step.reduce((sum, s, k) => sum + s * pairs[j].fall[k], 0);
  const m = pairs.length;
  const upper = Array.from({ length: m }, (_, i) =>
    Array.from({ length: m }, (__, j) => (j >= i ? at(i, j) : 0)),
  );
  // R^-1 by back substitution.
  const inverted = Array.from({ length: m }, () => new Float64Array(m));
  for (let c = 0; c < m; c++)
    for (let r = m - 1; r >= 0; r--) {
      let rest = Number(r === c);
      for (let k = r + 1; k < m; k++) rest -= upper[r][k] * inverted[k][c];
      inverted[r][c] = rest / upper[r][r];
    }
  const middle = Array.from(
    { length: m },
    (_, i) =>
    Array.from({ length: m }, (__, j) => pairs[i].fall.reduce((sum, y, k) => sum + y * diagonal[k] * pairs[j].fall[k], i === j ? at(i, i) : 0)), // prettier-ignore
  );
  for (let i = 0; i < dim; i++)
    for (let j = 0; j < dim; j++) {
      let value = i === j ? diagonal[i] : 0;
      for (let a = 0; a < m; a++)
        for (let b = 0; b < m; b++) {
          const [za, zb] = [diagonal[i] * pairs[a].fall[i], diagonal[j] * pairs[b].fall[j]];
          value -= za * inverted[a][b] * pairs[b].step[j] + pairs[a].step[i] * inverted[b][a] * zb;
          for (let c = 0; c < m; c++)
            for (let d = 0; d < m; d++)
              value += pairs[a].step[i] * inverted[c][a] * middle[c][d] * inverted[d][b] * pairs[b].step[j];
        }
      near(inverse[i * dim + j], value, 1e-10);
    }
});

test("The diagonal that a step tells of is that of BFGS on the scaled one before.", () => {
  const random = stream(8);
  const before = random.normal64(3).map(Math.exp);
  const step = random.normal64(3);
  const fall = step.map((s, i) => s * [1, 4, 0.3][i] + 0.1 * step[0]);
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, i) => sum + x * b[i], 0);
  const scale = dot(fall, fall.map((y, i) => y * before[i])) / dot(step, fall); // prettier-ignore
  const curve = before.map((d) => scale / d);
  const bent = step.map((s, i) => s * curve[i]);
  nextDiagonal(before, { step, fall }).forEach((d, i) =>
    near(1 / d, curve[i] + fall[i] ** 2 / dot(fall, step) - bent[i] ** 2 / dot(step, bent), 1e-12),
  );
});

test("Pathfinder of a normal target has its evidence and its moments.", async () => {
  const fit = await pathfinder(correlated, { paths: 2, history: 10, seed: 4 });
  near(fit.elbo.value, evidence, 0.05);
  near(fit.logEvidence.logEvidence, evidence, 5 * fit.logEvidence.se + 1e-3);
  assert.ok(fit.kHat < 0.7, String(fit.kHat));
  const drawn = fit.resample(4000);
  for (let i = 0; i < 3; i++) {
    const own = drawn.values.filter((_, at) => at % 3 === i);
    const centre = own.reduce((a, b) => a + b) / own.length;
    near(centre, mean[i], 5 * Math.sqrt(covariance[4 * i] / 3000));
    const spread = own.reduce((sum, x) => sum + (x - centre) ** 2, 0) / own.length;
    near(spread, covariance[4 * i], 5 * covariance[4 * i] * Math.sqrt(2 / 3000));
  }
});

test("Paths to two modes are weighed by their masses, however many paths find each.", async () => {
  // 0.7 N(-4, 1) + 0.3 N(4, 0.5^2).
  const parts = (x: number) => {
    const a = Math.log(0.7) - 0.5 * (x + 4) ** 2;
    const b = Math.log(0.3 / 0.5) - 2 * (x - 4) ** 2;
    const most = Math.max(a, b);
    const [p, q] = [Math.exp(a - most), Math.exp(b - most)];
    return { log: most + Math.log(p + q) - Math.log(2 * Math.PI) / 2, slope: (-p * (x + 4) - q * 4 * (x - 4)) / (p + q) }; // prettier-ignore
  };
  const two = density({ dim: 1, logDensity: ([x]) => parts(x).log, gradient: ([x]) => [parts(x).slope] });
  const fit = await pathfinder(two, { paths: 8, draws: 8000, seed: 2 });
  const right = fit.paths.filter(({ mean: [x] }) => x > 0).length;
  assert.ok(right > 0 && right < fit.paths.length, "both modes are found");
  const high = fit.resample(8000).values.reduce((n, x) => n + Number(x > 0), 0) / 8000;
  near(high, 0.3, 0.03);
  near(fit.logEvidence.logEvidence, 0, 5 * fit.logEvidence.se);
});
