import type { Schedule } from "../../schedules/index.ts";

/** q(z_t | z_{t-1}) = N(gain z_{t-1}, variance I): an encoder that learns nothing. */
export interface LinearEncoder {
  readonly gain: number;
  readonly variance: number;
}

/** What Bayes' rule says of a chain of such encoders that begins at the data x, in float64; t from 0 to T - 1. */
export interface LinearChain {
  readonly encoders: readonly LinearEncoder[];
  /** z_t given x: N(gain x, variance I). */
  readonly marginal: readonly LinearEncoder[];
  /** The state before z_t given z_t and x: N(x x + z z_t, variance I). Before z_0 there is x, so its variance is 0. */
  readonly posterior: readonly { readonly x: number; readonly z: number; readonly variance: number }[];
}

/** The encoders that a schedule stands for: a step multiplies the signal and adds the variance beta. */
export const encodersOf = ({ steps, alpha, betas }: Schedule): LinearEncoder[] =>
  Array.from({ length: steps }, (_, t) => ({
    gain: t ? alpha[t] / alpha[t - 1] : alpha[0],
    variance: betas[t],
  }));

/**
 * The chain of these encoders. With a prior N(A x, V) on the state before, z_t = g z + N(0, v) has the variance
 * W = g^2 V + v, and the state given z_t has the mean A x + (g V / W) (z_t - g A x) and the variance v V / W. Throws a
 * RangeError for a variance that is not above 0 or a gain that is not finite.
 */
export function linearChain(encoders: readonly LinearEncoder[]): LinearChain {
  if (!encoders.length) throw new RangeError("A chain has at least one encoder");
  const marginal: LinearEncoder[] = [];
  const posterior: { x: number; z: number; variance: number }[] = [];
  let before: LinearEncoder = { gain: 1, variance: 0 };
  encoders.forEach(({ gain, variance }, t) => {
    if (!Number.isFinite(gain) || !(variance > 0 && variance < Infinity)) {
      throw new RangeError(
        `Encoder ${t} has gain ${gain} and variance ${variance}: a finite gain, and a variance above 0`,
      );
    }
    const next = { gain: gain * before.gain, variance: gain ** 2 * before.variance + variance };
    posterior.push({
      x: (before.gain * variance) / next.variance,
      z: (gain * before.variance) / next.variance,
      variance: (before.variance * variance) / next.variance,
    });
    marginal.push(next);
    before = next;
  });
  return { encoders, marginal, posterior };
}

/**
 * KL in nats of a dimension between Gaussians of these variances whose means are `squaredDistance` apart: the variance of
 * the first over that of the second is taken as 1 + d, near which digits would be lost.
 */
export function normalDistance(variance: number, other: number, squaredDistance: number): number {
  const d = (variance - other) / other;
  return 0.5 * (d - Math.log1p(d) + squaredDistance / other);
}
