import test from "node:test";
import assert from "node:assert/strict";
import {
  dispose,
  oneHot,
  tensor,
  tensor1d,
  tensor2d,
  tidy,
  type Tensor2D,
} from "../../../../../src/runtime/core/tf.ts";
import { moons } from "../../../../../src/runtime/data/index.ts";
import { logLikelihood } from "../../../../../src/runtime/diffusion/index.ts";
import { cnf } from "../../../../../src/runtime/families/index.ts";
import { mlp, model, unet } from "../../../../../src/runtime/networks/index.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { fit } from "../../../../../src/runtime/training/index.ts";
import { leaves } from "../../no-leak.ts";
import { gaussianCost } from "./gaussian-cost.ts";
import { expected, gridOf } from "./grid.ts";
import { randomized } from "./randomized.ts";

const logNormal = (square: number, dims: number) => -square / 2 - (dims / 2) * Math.log(2 * Math.PI);
const points = (count: number, seed = 1): Tensor2D => tensor2d(stream(seed).normal(2 * count), [count, 2]);

test("A turning, growing field gives the density in closed form, whether the trace is exact or of probes.", async () => {
  // u = A x with A = [[a, -b], [b, a]]: exp(A) is a turn by b times e^a, and the trace is 2 a.
  const [a, b] = [0.4, 1.3];
  const field = tensor2d([a, b, -b, a], [2, 2]); // x A^T of rows
  const flow = cnf({ dim: 2, network: model("turn", {}, (x) => x.matMul(field)) });
  const x = points(5);
  const values = await x.data();
  // A probe of 1 and -1 gives the trace itself where the antisymmetric part is all that is off the diagonal.
  for (const trace of ["exact", "rademacher"] as const) {
    const found = await flow.logProb(x, { trace, rtol: 1e-6, atol: 1e-6, batch: 3 });
    (await found.data()).forEach((logProb, i) => {
      const square = Math.exp(2 * a) * (values[2 * i] ** 2 + values[2 * i + 1] ** 2);
      const exact = logNormal(square, 2) + 2 * a;
      assert.ok(
        Math.abs(logProb - exact) < 2e-5 * Math.max(1, Math.abs(exact)),
        `${logProb}, not ${exact} (${trace})`,
      );
    });
    found.dispose();
  }
  dispose([x, field]);
});

test("Probes that are normal are right on average.", async () => {
  const field = tensor2d([0.3, -0.5, 0.8, -0.1], [2, 2]);
  const flow = cnf({ dim: 2, network: model("field", {}, (x) => x.matMul(field)) });
  const x = points(3);
  const ode = { rtol: 1e-5, atol: 1e-5 };
  const exact = await flow.logProb(x, ode);
  const probes = 2000;
  const found = await flow.logProb(x, { ...ode, trace: "gaussian", probes });
  const [a, b] = [await exact.data(), await found.data()];
  // Var of e^T A e for normal e is the sum of squares of A + A^T, over 2.
  const error = Math.sqrt((0.6 ** 2 + 0.2 ** 2 + 2 * 0.3 ** 2) / 2 / probes);
  a.forEach((value, i) =>
    assert.ok(Math.abs(value - b[i]) < 4.5 * error, `${b[i]}, not ${value} +- ${error}`),
  );
  dispose([x, exact, found, field]);
});

test("The velocity that flow matching leads to for normal data gives that data's own density and samples.", async () => {
  const [m, s] = [1.5, 0.6];
  // E[eps - x_0 | x_t] of x_0 of N(m, s^2), with t as the network sees it.
  const network = model("exact", {}, (x, times) => {
    const t = times.div(1000).reshape([-1, 1]);
    const rest = t.neg().add(1);
    const variance = rest.square().mul(s * s).add(t.square()); // prettier-ignore
    return x.sub(rest.mul(m)).mul(t.sub(rest.mul(s * s)).div(variance)).sub(m); // prettier-ignore
  });
  const flow = cnf({ dim: 1, network });
  const x = tensor2d([-1, 0.5, 1.5, 2, 4], [5, 1]);
  const found = await flow.logProb(x, { rtol: 1e-5, atol: 1e-5 });
  const [values, logProb] = [await x.data(), await found.data()];
  values.forEach((value, i) => {
    const exact = logNormal(((value - m) / s) ** 2, 1) - Math.log(s);
    assert.ok(Math.abs(logProb[i] - exact) < 2e-4 * (1 + Math.abs(exact)), `${logProb[i]}, not ${exact}`);
  });
  const sample = await flow.sample(stream(5), 20, { rtol: 1e-5, atol: 1e-5 });
  const noise = stream(5).normal(20);
  // The flow of a normal distribution to another is linear: every sample has its place.
  (await sample.data()).forEach((value, i) => {
    assert.ok(Math.abs(value - (m + s * noise[i])) < 1e-3, `${value}, not ${m + s * noise[i]}`);
  });
  dispose([x, found, sample]);
});

test("A random network's density integrates to 1, is that of the diffusion's own solver, and samples have its moments.", async () => {
  const random = stream(3);
  const [inner, outer] = [tensor2d(random.normal(16), [2, 8]), tensor2d(random.normal(16), [8, 2])];
  const turning = tensor2d(random.normal(8), [1, 8]);
  const network = model("random", {}, (x, t) => {
    const when = t.div(1000).reshape([-1, 1]).mul(turning);
    return x.matMul<Tensor2D>(inner).add(when).tanh().matMul(outer).mul(0.4);
  });
  const flow = cnf({ dim: 2, network });
  const ode = { rtol: 1e-4, atol: 1e-4 };
  const spread = 61;
  let grid = await gridOf(() => tensor1d([0]), 6, spread);
  const places = tensor2d(
    Float32Array.from({ length: 2 * spread ** 2 }, (_, i) => (i % 2 ? grid.y : grid.x)[i >> 1]),
    [spread ** 2, 2],
  );
  const logProb = await flow.logProb(places, { ...ode, batch: 4000 });
  grid = { ...grid, density: Float64Array.from(await logProb.data(), Math.exp) };
  assert.ok(Math.abs(expected(grid, () => 1) - 1) < 1e-3, `the integral is ${expected(grid, () => 1)}`);
  const n = 2000;
  const sample = await flow.sample(stream(2), n, ode);
  const values = await sample.data();
  for (const [name, f] of Object.entries({
    x: (x: number) => x,
    y: (_: number, y: number) => y,
    "x^2": (x: number) => x * x,
    xy: (x: number, y: number) => x * y,
  })) {
    const exact = expected(grid, f);
    const error = Math.sqrt(expected(grid, (x, y) => (f(x, y) - exact) ** 2) / n);
    let mean = 0;
    for (let i = 0; i < n; i++) mean += f(values[2 * i], values[2 * i + 1]) / n;
    assert.ok(Math.abs(mean - exact) < 4.5 * error + 2e-3, `${name}: ${mean}, not ${exact} +- ${error}`);
  }
  const x = points(4);
  const [ours, theirs] = [
    await flow.logProb(x, { rtol: 1e-6, atol: 1e-6 }),
    await logLikelihood(flow.denoiser(), x, { rtol: 1e-6, atol: 1e-6, show: false }),
  ];
  // Theirs is the density of data with noise of 1e-3 of it.
  (await ours.data()).forEach((value, i) => {
    assert.ok(
      Math.abs(value - theirs.examples.logLikelihood[i]) < 5e-3,
      `${value}, not ${theirs.examples.logLikelihood[i]}`,
    );
  });
  dispose([inner, outer, turning, places, logProb, sample, x, ours]);
});

test("Flow matching of the moons tells held-out points 0.3 nats more cheaply than a normal distribution.", async () => {
  const [data, held] = [moons(4000), moons(200, { seed: 1 })];
  await leaves(0, async () => {
    const flow = cnf({ dim: 2, width: 64, depth: 2 });
    await fit(flow, flow.loss, {
      data,
      batch: 256,
      steps: 240,
      learningRate: 5e-3,
      decay: "cosine",
      ema: 0.99,
    });
    const { mean } = await flow.bitsPerDim(held, { rtol: 1e-3, atol: 1e-3, show: false });
    const cost = 2 * mean * Math.LN2;
    const normal = await gaussianCost(held);
    assert.ok(cost < normal - 0.3, `${cost} nats, and ${normal} of the normal distribution`);
    flow.dispose();
  });
  dispose([data, held]);
});

test("A condition and images on levels go through, and nothing is left behind.", async () => {
  await leaves(0, async () => {
    const told = randomized(cnf({ dim: 2, network: mlp({ dim: 2, classes: 3, width: 8, depth: 1 }) }), 2);
    const x = points(4);
    const labels = tensor1d([0, 1, 1, 2], "int32");
    const logProb = await told.logProb(x, { condition: labels, batch: 3 });
    const sample = await told.sample(stream(0), 4, { condition: labels });
    told.loss(told, x, stream(0), labels).dispose();
    const alone = tidy(() => x.slice([3, 0], [1, 2]));
    const label = tensor1d([2], "int32");
    const single = await told.logProb(alone, { condition: label });
    assert.ok(Math.abs((await single.data())[0] - (await logProb.data())[3]) < 2e-3);
    dispose([x, labels, logProb, sample, alone, label, single]);
    told.dispose();

    const flow = cnf({
      shape: [4, 4, 1],
      network: unet({ shape: [4, 4, 1], channels: [8] }),
      levels: 2,
    });
    const images = tensor(
      Float32Array.from(stream(1).integers(32, 2), (k) => 2 * k - 1),
      [2, 4, 4, 1],
    );
    flow.loss(flow, images, stream(0)).dispose();
    const { examples } = await flow.bitsPerDim(images, { rtol: 1e-3, atol: 1e-3 });
    // A network that says 0 leaves the data where it is: N(0, I) at the images with their noise, times the volume.
    const uniform = stream(0).split("levels").uniform(32);
    const values = await images.data();
    const spread = Array.from(values, (value, i) => value + 2 * (uniform[i] - 0.5));
    [0, 1].forEach((i) => {
      const square = spread.slice(16 * i, 16 * i + 16).reduce((sum, value) => sum + value ** 2, 0);
      const bits = -(logNormal(square, 16) + 16 * Math.LN2) / 16 / Math.LN2;
      assert.ok(Math.abs(examples[i] - bits) < 1e-4, `${examples[i]}, not ${bits}`);
    });
    images.dispose();
    flow.dispose();
  });
});

test("What cannot be is refused in words.", async () => {
  assert.throws(() => cnf({ shape: [8, 8, 1] }), /needs a network/);
  assert.throws(() => cnf({}), /give one of the two/);
  assert.throws(() => cnf({ dim: 2, network: mlp({ dim: 2 }), width: 3 }), /leave them out/);
  const flow = cnf({ dim: 2, width: 4, depth: 1 });
  const [x, wide] = [points(3), tidy(() => oneHot(tensor1d([0, 1], "int32"), 3))];
  await assert.rejects(flow.logProb(wide), /takes examples \[batch, 2\], not \[2, 3\]/);
  await assert.rejects(flow.logProb(x, { trace: "none" as "exact" }), /trace is one of exact/);
  await assert.rejects(flow.logProb(x, { condition: wide }), /condition has 2 entries for 3 examples/);
  await assert.rejects(flow.sample(stream(0), 0), /n must be a whole number of at least 1/);
  const stop = AbortSignal.abort(new Error("enough"));
  await leaves(0, () => assert.rejects(flow.logProb(x, { signal: stop }), /enough/));
  dispose([x, wide]);
  flow.dispose();
});
