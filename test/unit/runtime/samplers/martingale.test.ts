import test from "node:test";
import assert from "node:assert/strict";
import { tensor, zeros } from "../../../../src/runtime/core/tf.ts";
import * as samplers from "../../../../src/runtime/samplers/index.ts";
import { edm, karrasSigmas, linear } from "../../../../src/runtime/schedules/index.ts";
import { ends } from "./every-sampler.ts";
import { exactDenoiser } from "./gaussian-data.ts";

const { ddim, ddpm, dpm2, dpm2Ancestral, dpmpp2mSde, dpmpp2sAncestral, dpmpp3mSde, dpmppSde } = samplers;
const { dpmSolverPlusPlus, euler, eulerAncestral } = samplers;

const data = { mean: 0.3, std: 0.5 };
const schedule = edm({ sigmaMin: 0.02, sigmaMax: 10 });
const denoiser = exactDenoiser(schedule, data);
const stepped = exactDenoiser(linear({ steps: 50 }), data);
const x = tensor([[-20], [4], [30]]);

async function assertSame(one: samplers.Sampling, other: samplers.Sampling): Promise<void> {
  const [found, expected] = [await ends(one), await ends(other)];
  const what = `${one.about.sampler} ends in ${found.join(", ")}, and ${other.about.sampler} in ${expected.join(", ")}`;
  found.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 2e-5, what));
}

test("Without noise an ancestral or SDE run of any length ends in its first prediction: a martingale.", async () => {
  const first = [...(await denoiser(x, 1).x0.data())];
  const runs = { eulerAncestral, dpmSolverPlusPlus, dpmppSde, dpmpp2mSde, dpmpp3mSde, ddpm, ddim };
  for (const steps of [3, 8, 20]) {
    const sigmas = karrasSigmas(steps, schedule);
    for (const [name, sampler] of Object.entries(runs)) {
      const options = { x, sigmas, noise: (shape: readonly number[]) => zeros([...shape]) };
      const found = await ends(sampler(denoiser, name === "ddpm" ? options : { ...options, eta: 1 }));
      found.forEach((value, i) =>
        assert.ok(Math.abs(value - first[i]) < 1e-4, `${name} in ${steps} steps: ${value}, not ${first[i]}`),
      );
    }
  }
});

test("With eta 0 an ancestral or SDE sampler is the deterministic one.", async () => {
  const options = { x, steps: 10 };
  const none = { ...options, eta: 0 };
  await assertSame(eulerAncestral(stepped, none), euler(stepped, options));
  await assertSame(dpm2Ancestral(stepped, none), dpm2(stepped, options));
  await assertSame(dpmpp2sAncestral(stepped, none), dpmppSde(stepped, none));
  const full = { ...options, lowerOrderFinal: false };
  await assertSame(dpmpp2mSde(stepped, none), dpmSolverPlusPlus(stepped, full));
  await assertSame(
    dpmpp3mSde(stepped, none),
    dpmSolverPlusPlus(stepped, { ...full, order: 3, solver: "heun" }),
  );
});

test("Euler ancestral is DDIM with the same eta, which at 1 is DDPM with the posterior variance.", async () => {
  const options = { x, steps: 10, seed: 4 };
  for (const eta of [0.3, 1])
    await assertSame(eulerAncestral(stepped, { ...options, eta }), ddim(stepped, { ...options, eta }));
  await assertSame(ddim(stepped, { ...options, eta: 1 }), ddpm(stepped, options));
});

test("Churn puts noise in, and none outside of S_tmin and S_tmax.", async () => {
  const sigmas = karrasSigmas(6, { sigmaMin: 0.02, sigmaMax: 8 });
  const churned = { x, sigmas, seed: 1, sChurn: 2 };
  assert.notDeepEqual(await ends(euler(denoiser, churned)), await ends(euler(denoiser, { x, sigmas })));
  await assertSame(euler(denoiser, { ...churned, sMax: 0.01 }), euler(denoiser, { x, sigmas }));
});
