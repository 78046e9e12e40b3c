import test from "node:test";
import assert from "node:assert/strict";
import { density, steinForce, steinKernels, svgd } from "../../../../../src/runtime/inference/index.ts";
import { displaySymbol } from "../../../../../src/protocol/host.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { correlated, covariance, mean } from "./correlated.ts";

const near = (a: number, b: number, tolerance: number, what = "") =>
  assert.ok(Math.abs(a - b) < tolerance, `${what} ${a}, not ${b} to within ${tolerance}`);
const kernels = [steinKernels.rbf(), steinKernels.rbf(0.7), steinKernels.imq(2), steinKernels.linear()];

function momentsOf({ values }: { values: Float64Array }, dim: number) {
  const n = values.length / dim;
  const centre = new Float64Array(dim);
  values.forEach((x, i) => (centre[i % dim] += x / n));
  const matrix = new Float64Array(dim * dim);
  for (let k = 0; k < n; k++)
    for (let i = 0; i < dim; i++)
      for (let j = 0; j < dim; j++)
        matrix[i * dim + j] += ((values[k * dim + i] - centre[i]) * (values[k * dim + j] - centre[j])) / n;
  return { centre, matrix };
}

test("A kernel's gradient is that of its value.", () => {
  const particles = Array.from({ length: 5 }, (_, i) => stream(2).split(i).normal64(3));
  for (const kernel of kernels) {
    const between = kernel.of(particles);
    const [x, y] = particles;
    const gradient = new Float64Array(3);
    const value = between(x, y, gradient);
    gradient.forEach((slope, i) => {
      const moved = (by: number) => between(x.with(i, x[i] + by), y, new Float64Array(3));
      near(slope, (moved(1e-5) - moved(-1e-5)) / 2e-5, 1e-8, `${kernel.name} ${i}`);
    });
    near(value, between(y, x, gradient), 1e-15);
  }
});

test("One particle climbs the gradient, and draws of the target are at rest in the mean.", () => {
  const at = Float64Array.of(0.3, 1, -1);
  const [force] = steinForce(correlated, steinKernels.rbf(1), [at]);
  correlated.gradient(at).gradient.forEach((g, i) => near(force[i], g, 1e-12));
  // Stein's identity: E_p[k(y, x) score(y) + grad_y k(y, x)] = 0 for any x, here by quadrature over one number.
  const normal = density({ dim: 1, logDensity: ([x]) => -x * x, gradient: ([x]) => [-2 * x] });
  for (const kernel of kernels.slice(1)) {
    const between = kernel.of([]);
    const x = Float64Array.of(0.8);
    let total = 0;
    for (let y = -6; y <= 6; y += 0.01) {
      const here = Float64Array.of(y);
      const gradient = new Float64Array(1);
      const value = between(here, x, gradient);
      total += Math.exp(-y * y) * (value * normal.gradient(here).gradient[0] + gradient[0]) * 0.01;
    }
    near(total, 0, 1e-9, kernel.name);
  }
});

test("By the linear kernel, particles have a normal target's mean and covariance exactly.", async () => {
  const found = await svgd(correlated, {
    particles: 12,
    kernel: steinKernels.linear(),
    steps: 2500,
    seed: 1,
  });
  const { centre, matrix } = momentsOf(found, 3);
  centre.forEach((x, i) => near(x, mean[i], 1e-3, `mean ${i}`));
  matrix.forEach((x, i) => near(x, covariance[i], 2e-3 * covariance[8], `covariance ${i}`));
  assert.ok(found.force < 1e-2, String(found.force));
});

test("By the Gaussian kernel, particles spread over a normal target.", async () => {
  const plane = density({
    dim: 2,
    logDensity: ([x, y]) => -0.5 * (x - 1) ** 2 - 0.125 * (y + 2) ** 2,
    gradient: ([x, y]) => [1 - x, -(y + 2) / 4],
  });
  const found = await svgd(plane, { particles: 60, steps: 800, learningRate: 0.1, seed: 3 });
  const { centre, matrix } = momentsOf(found, 2);
  near(centre[0], 1, 0.02);
  near(centre[1], -2, 0.04);
  // So many particles fall short of the variances, but by less than a sixth.
  [1, 4].forEach((variance, i) => {
    const share = matrix[3 * i] / variance;
    assert.ok(share > 0.84 && share < 1.02, `variance ${i}: ${share} of it`);
  });
  near(found.spread, (matrix[0] + matrix[3] / 4) / 2, 1e-9);
  assert.deepEqual([found.chains, found.draws, found.positions.length], [1, 60, 120]);
  assert.deepEqual(found.warnings, []);
  assert.match(String(found[displaySymbol]()["text/plain"]), /^60 Stein particles by the kernel rbf/);
});

test("Particles that are not at rest, or too few, say so; mistakes are errors.", async () => {
  const far = await svgd(correlated, { particles: 10, steps: 3, seed: 1 });
  const wide = density({ dim: 20, logDensity: (x) => x.reduce((s, xi) => s - xi * xi / 2, 0), gradient: (x) => x.map((xi) => -xi) }); // prettier-ignore
  const close = await svgd(wide, { particles: 15, steps: 600, seed: 1 });
  assert.match(far.warnings.join(), /not at rest .*more steps/);
  assert.ok(close.spread < 0.8);
  assert.match(close.warnings.join(), /spread is 0\.\d+ of what the gradients at them tell/);
  await assert.rejects(svgd(correlated, { particles: 1 }), /particles must be a whole number of at least 2/);
  await assert.rejects(svgd(correlated, { learningRate: -1 }), /learningRate is a finite number above 0/);
  await assert.rejects(svgd(correlated, { start: () => [1] }), /start has 1 numbers, its target is over 3/);
  const stop = new AbortController();
  stop.abort();
  await assert.rejects(svgd(correlated, { particles: 200, steps: 1e6, signal: stop.signal }), { name: "AbortError" }); // prettier-ignore
});
