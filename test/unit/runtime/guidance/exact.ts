import assert from "node:assert/strict";
import { tensor, type Tensor } from "../../../../src/runtime/core/tf.ts";
import type { Denoiser } from "../../../../src/runtime/diffusion/index.ts";
import { stream } from "../../../../src/runtime/random/index.ts";
import type { Sampling } from "../../../../src/runtime/samplers/index.ts";
import type { NoiseSchedule } from "../../../../src/runtime/schedules/index.ts";
import { exactDenoiser } from "../samplers/gaussian-data.ts";

/** The best denoiser of data N(mean, variance I): the posterior means of x_0 and of eps. */
export const gaussianData = (schedule: NoiseSchedule, mean: number, variance: number): Denoiser =>
  exactDenoiser(schedule, { mean, std: Math.sqrt(variance) });

export const normal = (seed: number, shape: number[]): Tensor =>
  tensor(stream(seed).normal(shape.reduce((a, b) => a * b, 1)), shape);

/** The largest difference of two tensors. */
export const worst = async (a: Tensor, b: Tensor): Promise<number> => (await a.sub(b).abs().max().data())[0];

/** Mean and variance of all entries. */
export async function moments(x: Tensor): Promise<{ mean: number; variance: number }> {
  const [mean] = await x.mean().data();
  const [variance] = await x.sub(mean).square().mean().data();
  return { mean, variance };
}

/** The sample that a run ends with. */
export async function finish(run: Sampling): Promise<Tensor> {
  let last: Tensor | undefined;
  for await (const { x, step, steps } of run) if (step === steps) last = x;
  assert.ok(last, `${run.about.sampler} has a last frame`);
  return last;
}
