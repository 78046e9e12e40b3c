import test from "node:test";
import assert from "node:assert/strict";
import { tensor, type Tensor } from "../../../src/runtime/core/tf.ts";
import { gaussian } from "../../../src/runtime/diffusion/index.ts";
import { noise } from "../../../src/runtime/random/index.ts";
import { ddim, ddpm, forward, type Sampling } from "../../../src/runtime/samplers/index.ts";
import { linear } from "../../../src/runtime/schedules/index.ts";
import { leaves } from "./no-leak.ts";

const schedule = linear({ steps: 40 });
const diffusion = gaussian({ schedule, predict: "x0" });
/** The best denoiser of data N(mean, variance): the posterior mean of x_0. */
const gaussianData = (mean: number, variance: number) =>
  diffusion.denoiser((x, t) => {
    const at = Math.round(t.dataSync()[0]);
    const { alphaBar, alpha } = schedule;
    const gain = (alpha[at] * variance) / (alphaBar[at] * variance + 1 - alphaBar[at]);
    return x
      .sub(alpha[at] * mean)
      .mul(gain)
      .add(mean);
  });
const denoiser = gaussianData(0.7, 0.25);

async function finish(run: Sampling): Promise<Tensor> {
  let last: Tensor | undefined;
  for await (const { x } of run) last = x;
  assert.ok(last);
  return last;
}

/**
 * Mean and variance that DDPM's algorithm 2 ends with when the denoiser is that of N(mean, variance): each step is
 * linear in x, so both follow in closed form. With few steps the variance falls short of the data's, or passes it.
 */
function closedForm(
  mean: number,
  variance: number,
  noise: "posterior" | "beta",
): { mean: number; variance: number } {
  const { alphaBar, alpha, posteriorMeanX0, posteriorMeanXt, posteriorVariance, betas, steps } = schedule;
  let now = { mean: 0, variance: 1 };
  for (let t = steps - 1; t >= 0; t--) {
    const gain = (alpha[t] * variance) / (alphaBar[t] * variance + 1 - alphaBar[t]);
    const slope = posteriorMeanX0[t] * gain + posteriorMeanXt[t];
    const added = t ? { posterior: posteriorVariance, beta: betas }[noise][t] : 0;
    now = {
      mean: slope * now.mean + posteriorMeanX0[t] * mean * (1 - gain * alpha[t]),
      variance: slope ** 2 * now.variance + added,
    };
  }
  return now;
}

async function assertMoments(run: Sampling, expected: { mean: number; variance: number }): Promise<void> {
  const x = await finish(run);
  const [mean] = await x.mean().data();
  const [variance] = await x.sub(mean).square().mean().data();
  const found = `${run.about.sampler}: mean ${mean}, variance ${variance}, not ${JSON.stringify(expected)}`;
  assert.ok(Math.abs(mean - expected.mean) < 0.015 && Math.abs(variance - expected.variance) < 0.01, found);
}

test("DDPM's samples have the mean and variance that its steps lead to in closed form.", async () => {
  for (const variance of ["posterior", "beta"] as const) {
    const run = ddpm(denoiser, { shape: [20_000, 1], seed: 1, variance });
    await assertMoments(run, closedForm(0.7, 0.25, variance));
  }
});

test("DDIM with eta 1 and all steps is DDPM.", async () => {
  const run = ddim(denoiser, { shape: [20_000, 1], seed: 1, steps: 40, eta: 1 });
  await assertMoments(run, closedForm(0.7, 0.25, "posterior"));
});

test("Deterministic DDIM with many steps draws from the data's distribution.", async () => {
  const long = gaussian({ schedule: linear({ steps: 1000 }), predict: "x0" });
  const { alphaBar, alpha } = long.schedule;
  const exact = long.denoiser((x, t) => {
    const at = Math.round(t.dataSync()[0]);
    const gain = (alpha[at] * 0.25) / (alphaBar[at] * 0.25 + 1 - alphaBar[at]);
    return x
      .sub(alpha[at] * 0.7)
      .mul(gain)
      .add(0.7);
  });
  await assertMoments(ddim(exact, { shape: [20_000, 1], seed: 1, steps: 500 }), {
    mean: 0.7,
    variance: 0.25,
  });
});

test("A sample of a seed is the same whatever the size of its batch.", async () => {
  for (const sampler of [ddpm, (...[d, o]: Parameters<typeof ddpm>) => ddim(d, { ...o, eta: 1 })]) {
    const few = await (await finish(sampler(denoiser, { shape: [2, 3], seed: 5 }))).data();
    const many = await (await finish(sampler(denoiser, { shape: [9, 3], seed: 5 }))).data();
    assert.deepEqual([...many.slice(0, 6)], [...few]);
  }
});

test("Samplers with one seed start from the same noise, which noise() gives too.", async () => {
  const first = async (run: Sampling): Promise<number[]> => {
    for await (const { x } of run) return [...(await x.data())];
    return [];
  };
  const start = await first(ddpm(denoiser, { shape: [3, 2], seed: 4 }));
  assert.deepEqual(start, await first(ddim(denoiser, { shape: [3, 2], seed: 4 })));
  assert.deepEqual(start, [...(await noise([3, 2], { seed: 4 }).data())]);
});

test("A run has one frame more than steps, from the noisiest timestep to data.", async () => {
  const seen: { step: number; t: number; asked: boolean }[] = [];
  for await (const { step, t, x0, eps, alpha, sigma, x } of ddim(denoiser, { shape: [2, 2], steps: 4 })) {
    seen.push({ step, t, asked: x0 !== null });
    assert.ok(Math.abs(alpha ** 2 + sigma ** 2 - 1) < 1e-12);
    if (x0 && eps) {
      const [error] = await x.sub(x0.mul(alpha)).sub(eps.mul(sigma)).abs().max().data();
      assert.ok(error < 1e-5, `x = alpha x0 + sigma eps at t = ${t}`);
    }
  }
  assert.deepEqual(
    seen,
    [30, 20, 10, 0, -1].map((t, step) => ({ step, t, asked: t >= 0 })),
  );
});

test("clip holds predicted data in its range.", async () => {
  for await (const { x0 } of ddim(gaussianData(3, 0.1), { shape: [50, 1], steps: 5, clip: [-1, 1] })) {
    if (x0) assert.ok((await x0.max().data())[0] <= 1);
  }
});

test("The start that is given stays whole.", async () => {
  const start = tensor([[0.5, -1]]);
  await finish(ddpm(denoiser, { x: start }));
  assert.deepEqual([...(await start.data())], [0.5, -1]);
  start.dispose();
});

test("A finished run leaves the sample alone behind; one that is left early leaves nothing.", async () => {
  await leaves(1, async () => {
    await finish(ddpm(denoiser, { shape: [4, 2] }));
  });
  await leaves(0, async () => {
    for await (const { step } of ddpm(denoiser, { shape: [4, 2] })) if (step === 3) break;
  });
  const x0 = noise([4, 2]);
  await leaves(1, async () => {
    await finish(forward(diffusion, x0, { steps: 5 }));
  });
});

test("A run that is told to stop throws the reason and leaves nothing behind.", async () => {
  const controller = new AbortController();
  await leaves(0, async () => {
    const run = async () => {
      for await (const { step } of ddpm(denoiser, { shape: [4, 2], signal: controller.signal })) {
        if (step === 3) controller.abort();
      }
    };
    await assert.rejects(run, { name: "AbortError" });
  });
});

test("A model that gives NaN ends the run with the step that it happened in.", async () => {
  const broken = diffusion.denoiser((x) => x.mul(NaN));
  await leaves(0, async () => {
    await assert.rejects(
      () => finish(ddpm(broken, { shape: [4, 2] })),
      /DDPM left the finite numbers in step 0 \(t = 39\)/,
    );
  });
});

test("The forward process starts at the data and ends in noise.", async () => {
  const x0 = noise([500, 2], { seed: 1 }).mul(0.1).add(2);
  const states: number[] = [];
  for await (const { x, t } of forward(diffusion, x0, { steps: 8 })) {
    states.push(t);
    const [mean] = await x.mean().data();
    const expected = 2 * (t < 0 ? 1 : schedule.alpha[t]);
    assert.ok(Math.abs(mean - expected) < 0.15, `mean ${mean} at t = ${t}`);
  }
  assert.deepEqual(states, [-1, 4, 9, 14, 19, 24, 29, 34, 39]);
});

test("Options that cannot be are refused before anything runs.", () => {
  assert.throws(() => ddim(denoiser), /DDIM needs the shape of its batch/);
  assert.throws(() => ddim(denoiser, { shape: [0, 2] }), /at least 1, not \[0, 2\]/);
  assert.throws(() => ddim(denoiser, { shape: [1, 2], steps: 41 }), /41 steps on a schedule of 40/);
  assert.throws(() => ddim(denoiser, { shape: [1, 2], eta: 2 }), /eta lies between 0/);
  assert.throws(() => ddim(denoiser, { shape: [1, 2], timesteps: [5, 5] }), /entry 1 is 5/);
  assert.throws(() => ddim(denoiser, { shape: [1, 2], timesteps: [] }), /empty/);
  assert.throws(() => ddpm(denoiser, { shape: [1, 2], variance: "optimal" as never }), /posterior, beta/);
});
