import assert from "node:assert/strict";
import { tensor, tidy, zeros, type Tensor, type Tensor1D } from "../../src/runtime/core/tf.ts";
import { gaussian, type Denoiser, type GaussianOptions } from "../../src/runtime/diffusion/index.ts";
import type { NoiseSource } from "../../src/runtime/random/index.ts";
import type { Sampling } from "../../src/runtime/samplers/index.ts";
import { linear } from "../../src/runtime/schedules/index.ts";

// The dummy loop of diffusers' scheduler tests, whose results are sums of |x| over the final sample.
export const numbers = 3 * 8 * 8 * 4;
const channelsFirst = (values: Float32Array): Tensor =>
  tidy(() => tensor(values, [3, 8, 8, 4]).transpose([3, 0, 1, 2]));
export const dummySample = channelsFirst(Float32Array.from({ length: numbers }, (_, k) => k / numbers));
export const dummyNoise = channelsFirst(
  Float32Array.from({ length: numbers }, (_, k) => (numbers - 1 - k) / numbers),
);

export function dummyModel(x: Tensor, t: Tensor1D): Tensor {
  const when = t.reshape([-1, 1, 1, 1]);
  return x.mul(when).div(when.add(1));
}

export const process = (options: Partial<GaussianOptions> = {}, model = dummyModel): Denoiser =>
  gaussian({ schedule: linear(), ...options }).denoiser(model);

/** Every draw replaced by 0, or by the sample less 1/2. */
export const silence: NoiseSource = (shape) => zeros([...shape]);
export const shifted: NoiseSource = () => tidy(() => dummySample.sub(0.5));

/** Sum of |x| over what a run ends with. */
export async function sum(run: Sampling): Promise<number> {
  let last: Tensor | undefined;
  for await (const { x } of run) last = x;
  assert.ok(last);
  const [total] = await last.abs().sum().data();
  return total;
}
