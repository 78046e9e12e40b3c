import test from "node:test";
import assert from "node:assert/strict";
import { tensor, type Tensor } from "../../../../src/runtime/core/tf.ts";
import type { Denoiser } from "../../../../src/runtime/diffusion/index.ts";
import { repaint } from "../../../../src/runtime/guidance/index.ts";
import {
  annealedLangevin,
  consistency,
  flowEuler,
  flowHeun,
  langevin,
  lcm,
  predictorCorrector,
  probabilityFlow,
  tcd,
  type Sampling,
} from "../../../../src/runtime/samplers/index.ts";
import { edm, flow, linear } from "../../../../src/runtime/schedules/index.ts";
import { leaves } from "../no-leak.ts";
import { finish, gaussianData, normal } from "../guidance/exact.ts";

type Options = { shape?: number[]; x?: Tensor; seed?: number; signal?: AbortSignal; noise?: () => Tensor };

const discrete = gaussianData(linear(), 0.2, 0.7);
const straight = gaussianData(flow(), 0.2, 0.7);
const exploding = gaussianData(edm(), 0.2, 0.7);
const region = { known: tensor([[0.5, 0, 0]]), mask: tensor([[1, 0, 0]]) };

/** Each sampler with some of its steps, on the denoiser that it is for or on another of that schedule. */
const samplers: Record<
  string,
  { denoiser: Denoiser; run: (denoiser: Denoiser, options: Options) => Sampling }
> = {
  flowEuler: { denoiser: straight, run: (d, o) => flowEuler(d, { ...o, steps: 6 }) },
  flowHeun: { denoiser: straight, run: (d, o) => flowHeun(d, { ...o, steps: 6 }) },
  lcm: { denoiser: discrete, run: (d, o) => lcm(d, { ...o, steps: 5 }) },
  tcd: { denoiser: discrete, run: (d, o) => tcd(d, { ...o, steps: 5 }) },
  consistency: { denoiser: exploding, run: (d, o) => consistency(d, { ...o, steps: 5 }) },
  langevin: { denoiser: discrete, run: (d, o) => langevin(d, { ...o, t: 300, steps: 6 }) },
  annealedLangevin: { denoiser: exploding, run: (d, o) => annealedLangevin(d, { ...o, steps: 3, each: 2 }) },
  predictorCorrector: { denoiser: discrete, run: (d, o) => predictorCorrector(d, { ...o, steps: 6 }) },
  probabilityFlow: {
    denoiser: discrete,
    run: (d, o) => probabilityFlow(d, { ...o, rtol: 1e-5, atol: 1e-6 }),
  },
  repaint: {
    denoiser: discrete,
    run: (d, o) => repaint(d, { ...o, ...region, steps: 6, jumpLength: 2, jumps: 2 }),
  },
};

for (const [name, { denoiser, run }] of Object.entries(samplers)) {
  test(`${name}: a seed's sample is the same whatever the batch, and another's is another.`, async () => {
    const few = await (await finish(run(denoiser, { shape: [2, 3], seed: 5 }))).data();
    const many = await (await finish(run(denoiser, { shape: [7, 3], seed: 5 }))).data();
    const other = await (await finish(run(denoiser, { shape: [2, 3], seed: 6 }))).data();
    // Where steps are chosen to a tolerance, samples are the same to within it.
    const near = name === "probabilityFlow" ? 2e-4 : 1e-6;
    few.forEach((value, i) =>
      assert.ok(Math.abs(value - many[i]) < near, `entry ${i}: ${value} and ${many[i]}`),
    );
    assert.ok(few.some((value, i) => Math.abs(value - other[i]) > 0.01));
  });

  test(`${name}: frames count up, hold what was predicted, and end without it.`, async () => {
    let before = -1;
    for await (const { step, steps, x, x0, eps, nfe } of run(denoiser, { shape: [2, 3] })) {
      assert.equal(step, before + 1);
      before = step;
      assert.deepEqual(x.shape, [2, 3]);
      assert.equal(x0 === null && eps === null, step === steps);
      assert.ok(nfe > 0);
    }
  });

  test(`${name}: a finished run leaves the sample; left, stopped or failed it leaves nothing.`, async () => {
    await leaves(1, async () => {
      await finish(run(denoiser, { shape: [2, 3] }));
    });
    await leaves(0, async () => {
      for await (const { step } of run(denoiser, { shape: [2, 3] })) if (step === 2) break;
    });
    const controller = new AbortController();
    await leaves(0, async () => {
      const stopped = async () => {
        for await (const { step } of run(denoiser, { shape: [2, 3], signal: controller.signal }))
          if (step === 1) controller.abort();
      };
      await assert.rejects(stopped, { name: "AbortError" });
    });
    const broken = Object.assign(
      (x: Tensor, t: number) => ({ x0: x.mul(NaN), eps: denoiser(x, t).eps.mul(NaN) }),
      { schedule: denoiser.schedule },
    );
    await leaves(0, async () => {
      await assert.rejects(() => finish(run(broken, { shape: [2, 3] })), /left the finite numbers/);
    });
  });

  test(`${name}: the start that is given stays whole, and noise that is given is the noise.`, async () => {
    const x = normal(1, [2, 3]);
    const noise = () => normal(2, [2, 3]);
    const [a, b] = [run(denoiser, { x, noise, seed: 1 }), run(denoiser, { x, noise, seed: 2 })];
    assert.deepEqual(await (await finish(a)).data(), await (await finish(b)).data());
    assert.deepEqual(await x.data(), await normal(1, [2, 3]).data());
  });
}
