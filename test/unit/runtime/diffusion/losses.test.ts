import test from "node:test";
import assert from "node:assert/strict";
import {
  concat,
  tensor,
  tensor1d,
  tidy,
  variableGrads,
  zeros,
  type Scalar,
  type Tensor,
  type Tensor1D,
} from "../../../../src/runtime/core/tf.ts";
import { dropCondition } from "../../../../src/runtime/diffusion/condition.ts";
import { gaussian, noCondition, type GaussianOptions } from "../../../../src/runtime/diffusion/index.ts";
import { mlp, type Model } from "../../../../src/runtime/networks/index.ts";
import { noise, stream } from "../../../../src/runtime/random/index.ts";
import { cosine, edm, flow, linear, vpSde } from "../../../../src/runtime/schedules/index.ts";
import { fit } from "../../../../src/runtime/training/index.ts";
import { leaves } from "../no-leak.ts";

const close = (a: number, b: number, tolerance: number, what = "") =>
  assert.ok(Math.abs(a - b) <= tolerance * Math.max(Math.abs(b), 1e-12), `${what}: ${a}, not ${b}`);

/** A tiny network whose weights are none of them 0. */
function tiny(options: Partial<Parameters<typeof mlp>[0]> = {}): Model {
  const model = mlp({ dim: 2, width: 6, depth: 1, ...options });
  Object.values(model.weights).forEach((w, i) => w.assign(noise(w.shape, { seed: i + 1 }).mul(0.4)));
  return model;
}

/** The gradient along a direction, as tfjs has it and as the slope of the loss. */
async function slopes(model: Model, loss: () => Scalar): Promise<{ exact: number; measured: number }> {
  const weights = Object.values(model.weights);
  const along = weights.map((w, i) => noise(w.shape, { seed: 50 + i }));
  const { grads } = variableGrads(loss, weights);
  let exact = 0;
  for (const [i, w] of weights.entries()) exact += (await grads[w.name].mul(along[i]).sum().data())[0];
  const start = weights.map((w) => w.clone());
  const at = async (h: number): Promise<number> => {
    weights.forEach((w, i) => w.assign(start[i].add(along[i].mul(h))));
    return (await loss().data())[0];
  };
  const h = 4e-3;
  const measured = ((await at(h)) - (await at(-h))) / (2 * h);
  weights.forEach((w, i) => w.assign(start[i]));
  return { exact, measured };
}

test("Gradients are those of finite differences, for every kind of loss.", async () => {
  const schedule = cosine({ steps: 40 });
  const variants: Record<string, GaussianOptions> = {
    "x0, ELBO": { schedule, predict: "x0", weight: "minSnr" },
    "EDM, continuous": { schedule: edm(), predict: "edm", weight: "edm", times: "logNormal" },
    "flow, pseudo-Huber": { schedule: flow(), predict: "flow", norm: "pseudoHuber", times: "logitNormal" },
    "v, Huber, offset": { schedule, predict: "v", norm: "huber", offsetNoise: 0.3, inputPerturbation: 0.1 },
    importance: { schedule, times: "importance" },
  };
  const x0 = noise([16, 2], { seed: 7 });
  for (const [name, options] of Object.entries(variants)) {
    const diffusion = gaussian(options);
    const model = tiny();
    const { exact, measured } = await slopes(model, () => diffusion.loss(model, x0, stream(3)));
    close(exact, measured, 0.02, name);
  }
});

test("With a learned variance, the bound moves the variance and never the mean.", async () => {
  for (const variance of ["range", "free"] as const) {
    const diffusion = gaussian({ schedule: linear({ steps: 30 }), variance, lambda: 1 });
    const x0 = noise([12, 2], { seed: 7 });
    const [mean, spread] = [tiny(), tiny()];
    const bound = () => {
      const drawn = { t: Array.from({ length: 12 }, (_, i) => 2 * i), eps: noise([12, 2], { seed: 8 }) };
      const both = (x: Tensor, t: Tensor1D) => concat([mean(x, t), spread(x, t)], 1);
      const plain = diffusion.with({ lambda: 0 }).losses(both, x0, drawn);
      return diffusion.losses(both, x0, drawn).sub(plain).mean<Scalar>();
    };
    const { grads } = variableGrads(bound, [
      ...Object.values(mean.weights),
      ...Object.values(spread.weights),
    ]);
    for (const weight of Object.values(mean.weights)) {
      assert.ok((await grads[weight.name].abs().max().data())[0] < 1e-6, `${variance}, mean: ${weight.name}`);
    }
    const { exact, measured } = await slopes(spread, bound);
    close(exact, measured, 0.02, variance);
    assert.ok(Math.abs(exact) > 1e-4);
  }
});

test("The bound is the divergence of two Gaussians in bits, and the decoder's at t = 0.", async () => {
  const schedule = linear({ steps: 30 });
  const diffusion = gaussian({ schedule, predict: "x0", variance: "free", lambda: 1 / 30 });
  const [x0, wrong, eps] = [tensor([[0.5], [0.5]]), tensor([[0.2], [0.2]]), tensor([[1], [1]])];
  const log = tensor([[-3], [-2]]);
  const t = [0, 12];
  const says = () => concat([wrong, log], 1);
  const found = await diffusion.losses(says, x0, { t, eps }).data();
  // In bits; the squared error of x_0 is 0.09.
  const decoder = (0.09 * Math.exp(3) - 3 + Math.log(2 * Math.PI)) / 2 / Math.LN2;
  const q = schedule.posteriorVariance[12];
  const apart = schedule.posteriorMeanX0[12] * 0.3;
  const divergence = ((q + apart ** 2) / Math.exp(-2) - 1 - 2 - Math.log(q)) / 2 / Math.LN2;
  close(found[0], 0.09 + decoder, 1e-5, "t = 0");
  close(found[1], 0.09 + divergence, 1e-5, "t = 12");
});

test("A denoiser reads a learned variance as a fraction or a logarithm.", async () => {
  const says = () => tensor([[1, 2, -1, 0.5]]);
  const x = tensor([[0, 0]]);
  const range = gaussian({ schedule: linear(), predict: "x0", variance: "range" }).denoiser(says)(x, 5);
  assert.ok(range.variance?.kind === "range");
  assert.deepEqual([...(await range.variance.fraction.data())], [0, 0.75]);
  assert.deepEqual([...(await range.x0.data())], [1, 2]);
  const free = gaussian({ schedule: linear(), predict: "x0", variance: "free" }).denoiser(says)(x, 5);
  assert.ok(free.variance?.kind === "free");
  assert.deepEqual([...(await free.variance.log.data())], [-1, 0.5]);
  const fixed = gaussian({ schedule: linear(), predict: "x0" });
  assert.throws(() => fixed.denoiser(says)(x, 5), /\[1, 2\] into \[1, 4\]: the shapes must be equal/);
  const half = gaussian({ schedule: linear(), variance: "range" }).denoiser(() => x);
  assert.throws(() => half(x, 5), /with a learned variance it must be \[1, 4\]/);
});

test("A network is given its input and time as the parameterization wants them, and 1000 t in continuous time.", () => {
  const asked: { x: number; t: number }[] = [];
  const model = (x: Tensor, t: Tensor1D) => {
    asked.push({ x: x.dataSync()[0], t: t.dataSync()[0] });
    return x;
  };
  const x = tensor([[3]]);
  const schedule = edm();
  const t = schedule.timeAt(-2 * Math.log(2));
  gaussian({ schedule, predict: "edm" }).denoiser(model)(x, t);
  gaussian({ schedule: vpSde(), predict: "v" }).denoiser(model)(x, 0.25);
  gaussian({ schedule: linear(), predict: "v" }).denoiser(model)(x, 17);
  gaussian({ schedule: vpSde(), predict: "v", time: ({ logSnr }) => logSnr }).denoiser(model)(x, 0.25);
  const [preconditioned, continuous, step, own] = asked;
  close(preconditioned.x, 3 / Math.sqrt(4 + 0.25), 1e-6, "c_in x");
  close(preconditioned.t, Math.log(2) / 4, 1e-5, "c_noise");
  assert.deepEqual(
    [continuous, step],
    [
      { x: 3, t: 250 },
      { x: 3, t: 17 },
    ],
  );
  close(own.t, vpSde().logSnr(0.25), 1e-6, "time of one's own");
  // The loss asks for the same.
  asked.length = 0;
  const eps = zeros([1, 1]);
  gaussian({ schedule, predict: "edm" }).losses(model, x, { t: [t], eps });
  close(asked[0].x, preconditioned.x, 1e-6, "in the loss");
  close(asked[0].t, preconditioned.t, 1e-6, "in the loss");
});

test("Steps taken from continuous time ask the network as the time they were taken from.", () => {
  const asked: number[] = [];
  const model = (x: Tensor, t: Tensor1D) => (asked.push(t.dataSync()[0]), x);
  const steps = vpSde().discretize(10);
  gaussian({ schedule: steps, predict: "v" }).denoiser(model)(tensor([[1]]), 4);
  gaussian({ schedule: vpSde(), predict: "v" }).denoiser(model)(tensor([[1]]), 0.5);
  assert.equal(asked[0], asked[1]);
});

test("Offset noise is the same at every pixel of a channel, and the network is to predict it.", async () => {
  const diffusion = gaussian({ schedule: linear(), predict: "x0", offsetNoise: 0.5 });
  const x0 = zeros([400, 4, 4, 2]);
  let variance = 0;
  const model = (xt: Tensor, t: Tensor1D) => {
    const sigma = tensor(
      Array.from(t.dataSync(), (one) => diffusion.schedule.sigma[one]),
      [400, 1, 1, 1],
    );
    // Over pixels the mean of 16 numbers of N(0, 1) and the offset: variance 1 / 16 + 0.25.
    variance = xt.div(sigma).mean([1, 2]).square().mean().dataSync()[0];
    return xt;
  };
  await diffusion.loss(model, x0, stream(1)).data();
  close(variance, 1 / 16 + 0.25, 0.15, "variance of the means");
});

test("With input perturbation x_t holds noise that the target leaves out.", async () => {
  const diffusion = gaussian({ schedule: linear(), predict: "eps", inputPerturbation: 0.5 });
  const x0 = zeros([2000, 1]);
  // All of x_t is noise here; what the target leaves out is the loss of a network that predicts it all.
  const model = (xt: Tensor, t: Tensor1D) =>
    xt.div(
      tensor(
        Array.from(t.dataSync(), (one) => diffusion.schedule.sigma[one]),
        [2000, 1],
      ),
    );
  close((await diffusion.loss(model, x0, stream(1)).data())[0], 0.25, 0.1);
});

test("A self-conditioned network sees its own estimate half of the time, else zeros; no gradient goes through it.", async () => {
  const diffusion = gaussian({ schedule: cosine({ steps: 40 }), predict: "v", selfCondition: true });
  const x0 = noise([6, 2], { seed: 3 });
  const given: number[] = [];
  const model = tiny({ inputs: 4 });
  const watched = (x: Tensor, t: Tensor1D) => {
    given.push(x.slice([0, 2], [-1, 2]).abs().max().dataSync()[0]);
    return model(x, t);
  };
  const random = stream(5);
  const passes = Array.from({ length: 200 }, () => {
    given.length = 0;
    tidy(() => void diffusion.loss(watched, x0, random));
    assert.equal(given[0], 0, "first without an estimate");
    if (given.length === 2) assert.ok(given[1] > 0);
    return given.length;
  });
  const twice = passes.filter((n) => n === 2).length;
  assert.ok(twice > 70 && twice < 130, `${twice} of 200`);

  const drawn = { t: [1, 5, 10, 20, 30, 39], eps: noise([6, 2], { seed: 4 }), estimated: true };
  const estimate = diffusion.with({ selfCondition: true }).denoiser(watched);
  given.length = 0;
  estimate(x0, 20);
  assert.equal(given.length, 2, "a denoiser asks twice");
  // With the first pass held still, the gradient is the same.
  const { grads } = variableGrads(
    () => diffusion.losses(model, x0, drawn).mean<Scalar>(),
    Object.values(model.weights),
  );
  const frozen = tiny({ inputs: 4 });
  let pass = 0;
  const half = (x: Tensor, t: Tensor1D) => (pass++ % 2 ? model : frozen)(x, t);
  const held = variableGrads(
    () => diffusion.losses(half, x0, drawn).mean<Scalar>(),
    Object.values(model.weights),
  );
  for (const { name } of Object.values(model.weights)) {
    const apart = (await grads[name].sub(held.grads[name]).abs().max().data())[0];
    assert.ok(apart < 1e-6, name);
  }
});

test("Conditions are dropped as often as asked, and reach the network.", async () => {
  const labels = tensor1d(
    Array.from({ length: 2000 }, (_, i) => i % 5),
    "int32",
  );
  const dropped = dropCondition(labels, 0.2, stream(1));
  assert.equal(dropped.dtype, "int32");
  const values = [...(await dropped.data())];
  const gone = values.filter((value) => value === -1).length;
  assert.ok(Math.abs(gone / 2000 - 0.2) < 0.03, `${gone} of 2000`);
  assert.ok(values.every((value, i) => value === -1 || value === i % 5));
  const embedded = noCondition(zeros([3, 4]).add(1));
  assert.deepEqual(
    [embedded.dtype, embedded.shape, (await embedded.max().data())[0]],
    ["float32", [3, 4], 0],
  );

  const diffusion = gaussian({ schedule: linear(), dropCondition: 0.5 });
  const seen: number[] = [];
  const model = (x: Tensor, _: Tensor1D, condition?: Tensor) => (seen.push(...condition!.dataSync()), x);
  diffusion.loss(model, zeros([2000, 1]), stream(1), labels);
  assert.ok(seen.includes(-1) && seen.includes(4));
  seen.length = 0;
  diffusion.denoiser(model, tensor1d([3, 4], "int32"))(zeros([2, 1]), 5);
  assert.deepEqual(seen, [3, 4]);
});

test("A conditional network learns what its labels say, and what none says.", async () => {
  const diffusion = gaussian({ schedule: cosine({ steps: 50 }), predict: "x0", dropCondition: 0.3 });
  const labels = tensor1d(
    Array.from({ length: 400 }, (_, i) => i % 2),
    "int32",
  );
  const data = labels.toFloat().mul(2).sub(1).reshape([400, 1]);
  const model = mlp({ dim: 1, width: 16, depth: 2, classes: 2 });
  await leaves(0, async () => {
    await fit(model, diffusion.loss, { data, condition: labels, batch: 64, steps: 120, learningRate: 2e-2 });
  });
  // At the most noise x_t tells nothing: what is left is the label.
  const read = async (label: number[]) =>
    diffusion
      .denoiser(model, tensor1d(label, "int32"))(zeros([label.length, 1]), 49)
      .x0.data();
  const [low, high, none] = await read([0, 1, -1]);
  assert.ok(low < -0.8 && high > 0.8 && Math.abs(none) < 0.3, `${low}, ${high}, ${none}`);
  await assert.rejects(
    fit(model, diffusion.loss, { data, condition: labels.slice(0, 5), steps: 1 }),
    /condition has 5 entries for 400 examples/,
  );
  assert.throws(
    () => tiny()(zeros([1, 2]), tensor1d([0]), tensor1d([0], "int32")),
    /takes no labels: say how many/,
  );
  assert.throws(
    () => model(zeros([2, 1]), tensor1d([0, 0]), tensor1d([0], "int32")),
    /batch of 2 have shape \[2\], not \[1\]/,
  );
});

test("Options that cannot be are refused with their name.", () => {
  const schedule = linear();
  const of = (options: Partial<GaussianOptions>) => () => gaussian({ schedule, ...options });
  assert.throws(of({ variance: "learned" as never }), /variance is one of fixed, range, free, not "learned"/);
  assert.throws(of({ schedule: vpSde(), variance: "range" }), /A learned variance .*discretize/s);
  assert.throws(
    of({ wieght: "snr" } as never),
    /Gaussian diffusion has no option "wieght": it takes schedule, predict/,
  );
  assert.throws(of({ lambda: -1 }), /lambda is a number from 0 up, not -1/);
  assert.throws(of({ offsetNoise: NaN }), /offsetNoise is a number from 0 up, not NaN/);
  assert.throws(of({ selfCondition: 2 }), /selfCondition lies between 0 and 1, not at 2/);
  assert.throws(of({ decoder: "pixels" as never }), /decoder is one of gaussian, discretized, not "pixels"/);
  assert.throws(
    of({ predict: "noise" as never }),
    /no parameterization "noise": choose one of eps, x0, v, score/,
  );
});
