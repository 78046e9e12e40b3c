import { scalar, tensor1d, type Tensor } from "../../../src/runtime/core/tf.ts";
import type { Denoiser } from "../../../src/runtime/diffusion/index.ts";
import type { Level, NoiseSchedule } from "../../../src/runtime/schedules/index.ts";

/** A mixture of round Gaussians, whose every marginal and score are known. */
export interface Mixture {
  readonly weights: readonly number[];
  /** A mean in each dimension for each component. */
  readonly means: readonly (readonly number[])[];
  readonly deviations: readonly number[];
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** ln p of x_t = alpha x_0 + sigma eps at x and its gradient, in float64. */
export function marginal(
  { weights, means, deviations }: Mixture,
  { alpha, sigma }: Level,
  x: readonly number[],
) {
  const logs = weights.map((weight, k) => {
    const variance = (alpha * deviations[k]) ** 2 + sigma ** 2;
    const distance = sum(x.map((value, i) => (value - alpha * means[k][i]) ** 2));
    return Math.log(weight) - 0.5 * (distance / variance + x.length * Math.log(2 * Math.PI * variance));
  });
  const most = Math.max(...logs);
  const logP = most + Math.log(sum(logs.map((log) => Math.exp(log - most))));
  const score = x.map((value, i) =>
    sum(
      logs.map((log, k) => {
        const variance = (alpha * deviations[k]) ** 2 + sigma ** 2;
        return (Math.exp(log - logP) * (alpha * means[k][i] - value)) / variance;
      }),
    ),
  );
  return { logP, score };
}

/** The denoiser that is right for the mixture, of tensors [B, d], differentiable. */
export function mixtureDenoiser(schedule: NoiseSchedule, { weights, means, deviations }: Mixture): Denoiser {
  const denoise = (x: Tensor, t: number) => {
    const { alpha, sigma } = schedule.level(t);
    const parts = weights.map((weight, k) => {
      const variance = (alpha * deviations[k]) ** 2 + sigma ** 2;
      const off = tensor1d(means[k].map((mean) => alpha * mean)).sub(x);
      const log = off
        .square()
        .sum(1, true)
        .mul(-0.5 / variance)
        .add(Math.log(weight) - 0.5 * means[k].length * Math.log(variance));
      // E[x_0 | x_t] of the component: its mean, moved towards x_t.
      const gain = (alpha * deviations[k] ** 2) / variance;
      const x0 = tensor1d([...means[k]]).sub(off.mul(gain));
      return { log, x0 };
    });
    const all = parts.map(({ log }) => log);
    const total = all.reduce((a, b) => a.maximum(b));
    const shares = all.map((log) => log.sub(total).exp());
    const whole = shares.reduce((a, b) => a.add(b));
    const x0 = parts
      .map(({ x0: own }, k) => own.mul<Tensor>(shares[k]))
      .reduce((a, b) => a.add(b))
      .div<Tensor>(whole);
    return { x0, eps: x.sub(x0.mul(scalar(alpha))).div<Tensor>(scalar(sigma)) };
  };
  return Object.assign(denoise, { schedule });
}
