import test from "node:test";
import assert from "node:assert/strict";
import { tensor, type Tensor } from "../../../../src/runtime/core/tf.ts";
import {
  convert,
  gaussian,
  parameterization,
  parameterizations,
  preconditioned,
} from "../../../../src/runtime/diffusion/index.ts";
import { instants } from "../../../../src/runtime/diffusion/instant.ts";
import type { ParameterizationName } from "../../../../src/runtime/diffusion/parameterization/index.ts";
import { noise } from "../../../../src/runtime/random/index.ts";
import { cosine, edm, flow, fromBetas, linear, vpSde } from "../../../../src/runtime/schedules/index.ts";
import { leaves } from "../no-leak.ts";

const names = Object.keys(parameterizations) as ParameterizationName[];
const worst = async (a: Tensor, b: Tensor): Promise<number> => (await a.sub(b).abs().max().data())[0];
const values = async (x: Tensor): Promise<number[]> => [...(await x.data())];

test("What one parameterization says comes back through any other, with one t for each example.", async () => {
  const schedules = [
    { schedule: linear(), t: [30, 200, 420, 700] },
    { schedule: cosine({ steps: 100 }), t: [5, 30, 50, 80] },
    { schedule: vpSde(), t: [0.1, 0.25, 0.4, 0.6] },
    { schedule: flow({ shift: 3 }), t: [0.05, 0.2, 0.4, 0.7] },
    { schedule: edm(), t: [0.3, 0.4, 0.5, 0.6] },
  ];
  for (const { schedule, t } of schedules) {
    const [x0, eps] = [noise([4, 3, 5], { seed: 1 }), noise([4, 3, 5], { seed: 2 })];
    const at = instants(schedule, t, x0.shape);
    const xt = at.alpha.mul(x0).add(at.sigma.mul(eps));
    for (const from of names) {
      for (const to of names) {
        if ((from === "mean" || to === "mean") && !("betas" in schedule)) continue;
        const said = parameterizations[from].target({ ...at, x0, eps, xt });
        const wanted = parameterizations[to].target({ ...at, x0, eps, xt });
        const there = convert(said, { from, to, xt, schedule, t });
        const size = (await wanted.abs().max().data())[0];
        assert.ok((await worst(there, wanted)) < 2e-3 * size, `${schedule.name}: ${from} to ${to}`);
      }
    }
  }
});

test("Where the signal is gone, x_0, v, F, flow and the previous mean agree, and eps and score too.", async () => {
  const schedule = fromBetas([0.1, 0.5, 1]);
  const [x0, eps] = [tensor([[0.5, -1.25]]), tensor([[1, 2]])];
  const xt = eps;
  const of = async (value: Tensor, from: ParameterizationName, to: ParameterizationName) =>
    values(convert(value, { from, to, xt, schedule, t: 2 }));
  assert.deepEqual(await of(x0, "x0", "v"), [-0.5, 1.25]);
  assert.deepEqual(await of(tensor([[-0.5, 1.25]]), "v", "x0"), [0.5, -1.25]);
  assert.deepEqual(await of(x0, "x0", "eps"), [1, 2]);
  assert.deepEqual(await of(eps, "eps", "score"), [-1, -2]);
  assert.deepEqual(await of(tensor([[-1, -2]]), "score", "eps"), [1, 2]);
  assert.deepEqual(await of(x0, "x0", "flow"), [0.5, 3.25]);
  // F is x_0 / sigmaData there.
  assert.deepEqual(await of(x0, "x0", "edm"), [1, -2.5]);
  assert.deepEqual(await of(tensor([[1, -2.5]]), "edm", "x0"), [0.5, -1.25]);
  // The last step leads to alpha_1 x_0 = sqrt(0.45) x_0, whatever x_t is.
  const [mean] = await of(x0, "x0", "mean");
  assert.ok(Math.abs(mean - 0.5 * Math.sqrt(0.45)) < 1e-7);
  const back = await of(tensor([[0.5 * Math.sqrt(0.45), 0]]), "mean", "x0");
  assert.ok(Math.abs(back[0] - 0.5) < 1e-6);
});

test("Where there is only data, all but x_0 itself say what eps is.", async () => {
  const schedule = flow();
  const [x0, eps] = [tensor([[0.5, -1.25]]), tensor([[1, 2]])];
  const of = async (value: Tensor, from: ParameterizationName, to: ParameterizationName) =>
    values(convert(value, { from, to, xt: x0, schedule, t: 0 }));
  assert.deepEqual(await of(eps, "eps", "x0"), [0.5, -1.25]);
  assert.deepEqual(await of(eps, "eps", "v"), [1, 2]);
  assert.deepEqual(await of(eps, "v", "eps"), [1, 2]);
  assert.deepEqual(await of(eps, "eps", "flow"), [0.5, 3.25]);
  assert.deepEqual(await of(tensor([[0.5, 3.25]]), "flow", "eps"), [1, 2]);
  assert.deepEqual(await of(tensor([[-1, -2]]), "edm", "eps"), [1, 2]);
  assert.deepEqual(await of(eps, "eps", "edm"), [-1, -2]);
  assert.throws(() => convert(x0, { from: "x0", to: "eps", xt: x0, schedule, t: 0 }), {
    name: "RangeError",
    message: /"flow" there is only data or only noise, where x0 says nothing of eps/,
  });
});

test("Noise and score say nothing of x_0 where the signal is gone.", () => {
  const schedule = fromBetas([0.1, 0.5, 1]);
  const xt = noise([2, 3]);
  for (const from of ["eps", "score"] as const) {
    for (const to of ["x0", "v", "mean", "edm"] as const) {
      assert.throws(
        () => convert(noise([2, 3]), { from, to, xt, schedule, t: [0, 2] }),
        new RegExp(`where ${from} says nothing of ${to}`),
      );
    }
    assert.throws(() => gaussian({ schedule, predict: from }), /pure noise .* predict "v" or "x0"/);
  }
});

test("A denoiser is exact at the ends of a schedule, or says what it cannot know there.", async () => {
  const x = tensor([[0.5, -1.25]]);
  const v = gaussian({ schedule: flow(), predict: "v" }).denoiser(() => tensor([[1, 2]]));
  const { x0, eps } = v(x, 0);
  assert.deepEqual([...(await values(x0)), ...(await values(eps))], [0.5, -1.25, 1, 2]);
  const end = v(x, 1);
  assert.deepEqual([...(await values(end.x0)), ...(await values(end.eps))], [-1, -2, 0.5, -1.25]);
  const data = gaussian({ schedule: flow(), predict: "x0" }).denoiser(() => x);
  assert.throws(() => data(x, 0), /predicting x0 says nothing of eps/);
});

test("The previous mean is that of the posterior, and x_0 at the first step.", async () => {
  const diffusion = gaussian({ schedule: cosine({ steps: 50 }), predict: "mean" });
  const { schedule } = diffusion;
  const [x0, eps] = [noise([2, 3], { seed: 1 }), noise([2, 3], { seed: 2 })];
  for (const t of [0, 1, 20, 49]) {
    const xt = diffusion.diffuse(x0, t, eps);
    const mean = convert(x0, { from: "x0", to: "mean", xt, schedule, t });
    assert.ok((await worst(mean, diffusion.posterior(x0, xt, t).mean)) < 1e-5, `t = ${t}`);
    if (t === 0) assert.ok((await worst(mean, x0)) < 1e-6);
  }
  assert.throws(() => gaussian({ schedule: vpSde(), predict: "mean" }), /schedule of steps|discretize/);
});

test("On the straight path, flow is the derivative of x_t.", async () => {
  const schedule = flow();
  const diffusion = gaussian({ schedule, predict: "flow" });
  const [x0, eps] = [noise([2, 3], { seed: 1 }), noise([2, 3], { seed: 2 })];
  const [t, h] = [0.375, 2 ** -6];
  const slope = diffusion
    .diffuse(x0, t + h, eps)
    .sub(diffusion.diffuse(x0, t - h, eps))
    .div(2 * h);
  const u = convert(x0, { from: "x0", to: "flow", xt: diffusion.diffuse(x0, t, eps), schedule, t });
  assert.ok((await worst(slope, u)) < 1e-4);
});

test("Converting leaves one tensor, also where nothing is to be done.", async () => {
  const x = noise([2, 3]);
  await leaves(2, () => {
    convert(x, { from: "eps", to: "v", xt: x, schedule: linear(), t: 5 });
    convert(x, { from: "eps", to: "eps", xt: x, schedule: linear(), t: 5 });
  });
});

test("A parameterization that cannot be is refused by its name.", () => {
  const schedule = linear();
  const identity = { target: ({ x0 }: { x0: Tensor }) => x0, x0: ({ output }: { output: Tensor }) => output };
  assert.throws(() => parameterization(identity as never), /needs a name/);
  assert.throws(() => parameterization({ name: "half" } as never), /"half" needs a function target/);
  const summed = parameterization({ name: "summed", ...identity, target: ({ x0 }) => x0.sum() });
  assert.throws(
    () => gaussian({ schedule, predict: summed }),
    /target of parameterization "summed" gives \[\] for data of shape \[2, 3\]/,
  );
  const number = parameterization({ name: "number", ...identity, x0: () => 3 as never });
  assert.throws(
    () => gaussian({ schedule, predict: number }),
    /x0 of parameterization "number" gives number/,
  );
  const root = parameterization({ name: "root", ...identity, target: ({ x0 }) => x0.sqrt() });
  assert.throws(() => gaussian({ schedule, predict: root }), /"root": target is not finite at t = 0/);
  assert.throws(() => preconditioned({ sigmaData: 0 }), /sigmaData .* not 0/);
});

test("A parameterization of one's own is told where it is.", async () => {
  const schedule = vpSde();
  const mine = parameterization({
    name: "by snr",
    target: ({ eps, snr, t, logSnr, sigma }) =>
      eps.mul(snr.add(1)).mul(sigma.square()).add(t.sub(t)).add(logSnr.sub(logSnr)),
    x0: ({ output, xt, alpha, sigma }) => xt.sub(output.mul(sigma)).div(alpha),
  });
  const [x0, eps] = [noise([2, 3], { seed: 1 }), noise([2, 3], { seed: 2 })];
  const xt = gaussian({ schedule, predict: mine }).diffuse(x0, [0.2, 0.5], eps);
  // (snr + 1) sigma^2 is 1 where variance is preserved.
  const read = convert(convert(eps, { from: "eps", to: mine, xt, schedule, t: [0.2, 0.5] }), {
    from: mine,
    to: "x0",
    xt,
    schedule,
    t: [0.2, 0.5],
  });
  assert.ok((await worst(read, x0)) < 1e-4);
});
