import test from "node:test";
import assert from "node:assert/strict";
import * as float64 from "../../../../../src/runtime/inference/index.ts";
import { model, vars, type Program } from "../../../../../src/runtime/inference/index.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { schools, sigma, y } from "../eight-schools.ts";

test("A program's log density is that of its parts, with constraints' log-determinants.", () => {
  const target = model(schools);
  assert.equal(target.dim, 10);
  assert.deepEqual(target.names.slice(0, 3), ["mu", "tau", "z[0]"]);
  assert.equal(target.names[17], "theta[7]");
  const x = stream(1).normal64(10);
  const tau = Math.exp(x[1]);
  const theta = Array.from({ length: 8 }, (_, i) => x[0] + tau * x[2 + i]);
  const prior =
    float64.normal({ std: 5 }).logProb(x[0]) +
    float64.halfCauchy({ scale: 5 }).logProb(tau) +
    x[1] +
    [...x.subarray(2)].reduce((sum, z) => sum + float64.normal().logProb(z), 0);
  const each = theta.map((mean, i) => float64.normal({ mean, std: sigma[i] }).logProb(y[i]));
  const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-11, `${a}, ${b}`);
  near(target.prior.logDensity(x), prior);
  near(target.logDensity(x), each.reduce((a, b) => a + b, prior)); // prettier-ignore
  target.logLikelihoods(x).y.forEach((value, i) => near(value, each[i]));
  target.constrain(x).forEach((value, i) => {
    if (i >= 10) near(value, theta[i - 10]);
  });
  near(target.terms(x).mu, float64.normal({ std: 5 }).logProb(x[0]));
  const { logDensity, gradient } = target.gradient(x);
  near(logDensity, target.logDensity(x));
  gradient.forEach((slope, i) => {
    const moved = (by: number) => target.logDensity(x.with(i, x[i] + by));
    assert.ok(Math.abs(slope - (moved(1e-5) - moved(-1e-5)) / 2e-5) < 1e-7);
  });
});

test("A position is found from parameters by name, and leads back to them.", () => {
  const target = model(({ sample }) => {
    sample("w", vars.dirichlet({ concentration: [1, 2, 3] }));
    sample("rate", vars.gamma({ concentration: 2 }), 2);
    sample("p", vars.beta({ alpha: 2, beta: 1 }));
  });
  assert.equal(target.dim, 2 + 2 + 1);
  const values = { w: [0.2, 0.5, 0.3], rate: [0.1, 9], p: 0.25 };
  const back = target.constrain(target.position(values));
  [...values.w, ...values.rate, values.p].forEach((value, i) => assert.ok(Math.abs(back[i] - value) < 1e-12));
  assert.throws(() => target.position({ ...values, p: 2 }), /"p" of 2 lies outside of its support/);
  assert.throws(() => target.position({ ...values, rate: [1] }), /"rate" has 2 numbers, not 1/);
  assert.throws(() => target.position({ w: values.w, p: 0.1 }), /no value for "rate"/);
  assert.throws(() => target.logDensity(new Float64Array(4)), /has 5 numbers, not 4/);
});

test("Draws of the prior and of data have the moments of their distributions.", () => {
  const target = model(({ sample, observe, record }) => {
    const rate = sample("rate", vars.gamma({ concentration: 3, rate: 2 }));
    record("double", rate.mul(2));
    observe("n", vars.poisson({ logRate: rate.log() }), [1, 2, 3]);
  });
  const random = stream(9);
  const draws = Array.from({ length: 4000 }, () => target.drawPrior(random));
  const mean = (of: (draw: float64.Values) => number) =>
    draws.reduce((sum, draw) => sum + of(draw), 0) / draws.length;
  assert.ok(Math.abs(mean((draw) => draw.rate[0]) - 1.5) < 5 * Math.sqrt(0.75 / 4000));
  assert.ok(Math.abs(mean((draw) => draw.n[2]) - 1.5) < 5 * Math.sqrt((0.75 + 1.5) / 4000));
  assert.ok(draws.every((draw) => draw.double[0] === 2 * draw.rate[0] && draw.n.length === 3));
  const position = target.position({ rate: 50 });
  const predicted = Array.from({ length: 500 }, () => target.predict(random, position).n[0]);
  const centre = predicted.reduce((a, b) => a + b) / 500;
  assert.ok(Math.abs(centre - 50) < 5 * Math.sqrt(50 / 500), String(centre));
});

test("Mistakes in a program are errors that name the parameter or the observation.", () => {
  const refuses = (program: Program, message: RegExp) => assert.throws(() => model(program), message);
  refuses(() => undefined, /at least one parameter/);
  refuses(({ sample }) => {
    sample("a", vars.normal());
    sample("a", vars.normal());
  }, /one "a", not two/);
  refuses(({ sample }) => void sample("k", vars.poisson({ logRate: 0 })), /Whole numbers cannot be sampled/);
  refuses(({ sample }) => void sample("a", vars.normal({ mean: [1, 2] }), 3), /size of 3, its prior is of 2/);
  refuses(({ sample, observe }) => {
    observe("n", vars.poisson({ logRate: sample("a", vars.normal()) }), [1, 2.5]);
  }, /Observation 1 of "n" is 2.5: a poisson distribution never gives it/);
  refuses(({ sample, observe }) => {
    observe("n", vars.normal({ mean: sample("a", vars.normal(), 3) }), [1, 2]);
  }, /"n" has 2 observations, its distribution is of 3/);
  let other = false;
  const moody = model(({ sample }) => void sample(other ? "b" : "a", vars.normal()));
  other = true;
  assert.throws(() => moody.logDensity(Float64Array.of(0)), /same parameters every time, but now "b"/);
});

test("Terms of one's own count as the likelihood.", () => {
  const target = model(({ sample, factor }) => {
    const a = sample("a", vars.normal());
    factor("pull", a.sub(3).square().mul(-2));
  });
  const at = Float64Array.of(1);
  assert.ok(Math.abs(target.logDensity(at) - target.prior.logDensity(at) + 8) < 1e-12);
  assert.deepEqual(target.logLikelihoods(at), {});
});
