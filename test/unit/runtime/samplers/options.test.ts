import test from "node:test";
import assert from "node:assert/strict";
import { tensor } from "../../../../src/runtime/core/tf.ts";
import type { Denoiser } from "../../../../src/runtime/diffusion/index.ts";
import * as samplers from "../../../../src/runtime/samplers/index.ts";
import {
  edm,
  flow,
  karrasSigmas,
  linear,
  posterior,
  transition,
  zeroTerminalSnr,
} from "../../../../src/runtime/schedules/index.ts";
import { ends } from "./every-sampler.ts";
import { exactDenoiser } from "./gaussian-data.ts";

const { ddim, ddimInverse, ddpm, deis, dpmAdaptive, dpmSolver, dpmSolverPlusPlus } = samplers;
const { euler, heun, lms, probabilityFlow, unipc } = samplers;
const data = { mean: 0.3, std: 0.5 };
const schedule = linear({ steps: 40 });
const denoiser = exactDenoiser(schedule, data);
const continuous = exactDenoiser(edm(), data);
const x = tensor([[0.7, -1.2]]);

async function places(run: samplers.Sampling): Promise<number[]> {
  const seen: number[] = [];
  for await (const { t } of run) seen.push(t);
  return seen;
}

test("The last step leads to data, to the least noise, or is left out.", async () => {
  const options = { x, timesteps: [30, 20, 10] };
  assert.deepEqual(await places(euler(denoiser, options)), [30, 20, 10, -1]);
  assert.deepEqual(await places(euler(denoiser, { ...options, final: "sigmaMin" })), [30, 20, 10, 0]);
  assert.deepEqual(await places(euler(denoiser, { ...options, final: "none" })), [30, 20, 10]);
  assert.deepEqual(await places(euler(denoiser, { x, times: [22.5, 3.25] })), [22.5, 3.25, -1]);
  assert.deepEqual(await places(euler(exactDenoiser(flow(), data), { x, steps: 2 })), [1, 0.5, 0]);
});

test("Sigmas find their t between the steps, and a 0 at their end is data.", async () => {
  const ratio = (t: number) => schedule.level(t).sigma / schedule.level(t).alpha;
  const found = await places(euler(denoiser, { x, sigmas: [ratio(31), ratio(12.5), 0] }));
  [31, 12.5, -1].forEach((t, i) => assert.ok(Math.abs(found[i] - t) < 1e-9, `${found[i]}, not ${t}`));
});

test("Without signal at its start a run begins with what the model predicts, or says that it cannot.", async () => {
  const silent = exactDenoiser(zeroTerminalSnr(schedule), data);
  for (const order of [1, 2, 3]) {
    const values = await ends(dpmSolverPlusPlus(silent, { x, steps: 10, spacing: "trailing", order }));
    assert.ok(values.every((value) => Math.abs(value - 0.3) < 1.5));
    await ends(unipc(silent, { x, steps: 10, spacing: "trailing", order }));
  }
  for (const sampler of [dpmSolver, heun, lms, deis]) {
    await assert.rejects(
      () => ends(sampler(silent, { x, steps: 10, spacing: "trailing" })),
      /infinite at t = 39/,
    );
  }
});

test("DDIM's way back to noise and down again ends the nearer where it began, the more steps there are.", async () => {
  const long = exactDenoiser(linear(), data);
  let before = 1;
  for (const steps of [25, 100, 400]) {
    const noised = tensor(await ends(ddimInverse(long, { x, steps })), [1, 2]);
    const back = await ends(ddim(long, { x: noised, steps, final: "none" }));
    const off = Math.max(...[0.7, -1.2].map((value, i) => Math.abs(back[i] - value)));
    assert.ok(off < before / 2.5, `${off} off in ${steps} steps, and ${before} with a quarter of them`);
    before = off;
  }
});

test("DDPM's variance may be the model's own, between beta tilde and beta, or numbers by t.", async () => {
  const half = tensor([[0.5, 0.5]]);
  const learned: Denoiser = Object.assign(
    (...[xt, t]: Parameters<Denoiser>) => ({
      ...denoiser(xt, t),
      variance: { kind: "range", fraction: half } as const,
    }),
    { schedule },
  );
  const free: Denoiser = Object.assign(
    (...[xt, t]: Parameters<Denoiser>) => {
      const [from, to] = [schedule.level(t), schedule.level(Math.max(t - 1, 0))];
      const log = (Math.log(posterior(from, to).variance) + Math.log(transition(from, to).variance)) / 2;
      return { ...denoiser(xt, t), variance: { kind: "free", log: tensor([[log, log]]) } as const };
    },
    { schedule },
  );
  const between = Array.from({ length: 40 }, (_, t) => {
    const [from, to] = [schedule.level(t), schedule.level(Math.max(t - 1, 0))];
    return t ? Math.sqrt(posterior(from, to).variance * transition(from, to).variance) : 0;
  });
  const expected = await ends(ddpm(denoiser, { x, seed: 3, variance: between }));
  for (const model of [learned, free]) {
    const found = await ends(ddpm(model, { x, seed: 3, variance: "learned" }));
    found.forEach((value, i) =>
      assert.ok(Math.abs(value - expected[i]) < 1e-5, `${value}, not ${expected[i]}`),
    );
  }
  await assert.rejects(() => ends(ddpm(denoiser, { x, variance: "learned" })), /has learned no variance/);
  await assert.rejects(
    () => ends(ddpm(denoiser, { x, variance: [1] })),
    /no number of at least 0 for t = 39/,
  );
});

test("Dynamic thresholding divides each sample by its own quantile, and leaves small ones alone.", async () => {
  const wide: Denoiser = Object.assign(
    (...[xt]: Parameters<Denoiser>) => ({
      x0: tensor([
        [0.5, -1, 2, 4, -3],
        [0.1, 0.2, -0.3, 0, 0.5],
      ]),
      eps: xt,
    }),
    { schedule },
  );
  const start = tensor([
    [0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0],
  ]);
  // |x_0| in order: 0.5, 1, 2, 3, 4; the quantile 0.8 lies at place 3.2.
  const found = await ends(euler(wide, { x: start, timesteps: [3], threshold: 0.8 }));
  [0.5 / 3.2, -1 / 3.2, 2 / 3.2, 1, -3 / 3.2, 0.1, 0.2, -0.3, 0, 0.5].forEach((value, i) =>
    assert.ok(Math.abs(found[i] - value) < 1e-6, `${found[i]}, not ${value}`),
  );
});

test("eps follows where x_0 is clipped, but for DDIM's and DDPM's.", async () => {
  const off = async (run: samplers.Sampling): Promise<number> => {
    for await (const { x, x0, eps, alpha, sigma } of run) {
      if (x0 && eps) return (await x.sub(x0.mul(alpha)).sub(eps.mul(sigma)).abs().max().data())[0];
    }
    return NaN;
  };
  const options = { x: tensor([[9, -9]]), steps: 4, clip: [-0.1, 0.1] } as const;
  assert.ok((await off(euler(denoiser, options))) < 1e-5);
  assert.ok((await off(ddim(denoiser, { ...options, epsOfClipped: true }))) < 1e-5);
  assert.ok((await off(ddim(denoiser, options))) > 1e-3);
});

test("Options that cannot be are refused before anything runs.", () => {
  const refused: [() => samplers.Sampling, RegExp][] = [
    [() => euler(denoiser, { x, steps: 4, sigmas: [1] }), /one of steps and sigmas/],
    [() => euler(denoiser, { x, final: "zero" as never }), /final is one of data, sigmaMin, none/],
    [() => euler(denoiser, { x, steps: 1, final: "none" }), /at least two places/],
    [() => euler(denoiser, { x, sigmas: [1, 2] }), /sigmas must be numbers that fall: entry 1 is 2/],
    [() => euler(denoiser, { x, sigmas: [1e9] }), /lies between .* entry 0 of sigmas is 1000000000/],
    [() => euler(denoiser, { x, sigmas: [1, 0], final: "none" }), /leave it out/],
    [() => euler(denoiser, { x, times: [] }), /times is empty/],
    [() => euler(denoiser, { x, times: [40] }), /lies between 0 and 39/],
    [() => euler(denoiser, { x, steps: 4, offset: 10 }), /past the last one/],
    [() => euler(continuous, { x, timesteps: [3] }), /give times/],
    [() => euler(continuous, { x, spacing: "leading" }), /linspace or trailing/],
    [() => euler(continuous, { x, steps: 3, offset: 1 }), /offset counts timesteps/],
    [() => euler(denoiser, { x, sChurn: -1 }), /sChurn is at least 0/],
    [() => euler(denoiser, { x, clip: [1, -1] }), /clip is a range/],
    [() => euler(denoiser, { x, clip: [-1, 1], threshold: 0.9 }), /clip or threshold/],
    [() => euler(denoiser, { x, threshold: 2 }), /ratio of a threshold/],
    [() => lms(denoiser, { x, order: 5 }), /order of LMS is a whole number from 1 to 4/],
    [() => deis(denoiser, { x, order: 0 }), /order of DEIS/],
    [() => unipc(denoiser, { x, solver: "bh3" as never }), /bh1 or bh2/],
    [() => dpmSolver(denoiser, { x, solver: "taylor" as never }), /midpoint, heun, exact/],
    [() => dpmSolverPlusPlus(denoiser, { x, eta: -1 }), /eta is at least 0/],
    [() => ddpm(denoiser, { x, variance: "small" as never }), /posterior, beta, learned/],
    [() => dpmAdaptive(denoiser, { x, rtol: 0, atol: 0 }), /not both 0/],
    [() => dpmAdaptive(exactDenoiser(flow(), data), { x }), /begins with data/],
  ];
  for (const [sampler, message] of refused) assert.throws(sampler, message, String(message));
});

test("UniPC's bh1 ends in data without NaN.", async () => {
  const sigmas = karrasSigmas(10, schedule);
  for (const lowerOrderFinal of [true, false]) {
    const values = await ends(unipc(denoiser, { x, sigmas, solver: "bh1", order: 2, lowerOrderFinal }));
    assert.ok(values.every(Number.isFinite));
  }
});

test("An option that a sampler does not have is refused, and what it has is named.", () => {
  const misspelt = { shape: [1, 2], step: 10 } as object;
  for (const sampler of [ddim, ddpm, euler, unipc, probabilityFlow]) {
    assert.throws(
      () => sampler(denoiser, misspelt),
      /has no option "step": it takes .*\bseed\b/,
      sampler.name,
    );
  }
  assert.throws(() => euler(denoiser, { ...misspelt, eta: 1 } as object), /no option/);
});
