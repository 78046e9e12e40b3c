import { scalar, tensor, type Tensor } from "../core/tf.ts";
import { logSnrOf, snrOf, type Level, type NoiseSchedule } from "../schedules/index.ts";
import type { Timestep } from "./at.ts";

/** A point on the way from data to noise, x_t = alpha x_0 + sigma eps, in float64. */
export interface Instant extends Level {
  readonly t: number;
  /** alpha^2 / sigma^2, and its natural logarithm. */
  readonly snr: number;
  readonly logSnr: number;
  readonly schedule: NoiseSchedule;
}

/** The instants of a batch as tensors that broadcast over it: scalars for one t, [B, 1, ...] for one of each example. */
export interface Instants {
  readonly t: Tensor;
  readonly alpha: Tensor;
  readonly sigma: Tensor;
  readonly snr: Tensor;
  readonly logSnr: Tensor;
  /** A coefficient that is worked out in float64 before it becomes a tensor. */
  scale(coefficient: (at: Instant) => number): Tensor;
}

/** Where a schedule is at t. Throws a RangeError outside of its range. */
export function instant(schedule: NoiseSchedule, t: number): Instant {
  const { alpha, sigma } = schedule.level(t);
  return { t, alpha, sigma, snr: snrOf({ alpha, sigma }), logSnr: logSnrOf({ alpha, sigma }), schedule };
}

/** The instants of a batch of this shape, at one t or at one for each example. */
export function instants(schedule: NoiseSchedule, t: Timestep, shape: readonly number[]): Instants {
  const scale = typeof t === "number" ? scaleOfOne(instant(schedule, t)) : scaleOfEach(schedule, t, shape);
  return {
    t: scale((at) => at.t),
    alpha: scale((at) => at.alpha),
    sigma: scale((at) => at.sigma),
    snr: scale((at) => at.snr),
    logSnr: scale((at) => at.logSnr),
    scale,
  };
}

const scaleOfOne =
  (at: Instant): Instants["scale"] =>
  (coefficient) =>
    scalar(coefficient(at));

function scaleOfEach(
  schedule: NoiseSchedule,
  t: ArrayLike<number>,
  shape: readonly number[],
): Instants["scale"] {
  if (t.length !== shape[0]) {
    throw new RangeError(`t has ${t.length} entries for a batch of ${shape[0]}: one for each example`);
  }
  const each = Array.from(t, (one) => instant(schedule, one));
  const broadcasting = [t.length, ...shape.slice(1).map(() => 1)];
  return (coefficient) => tensor(float32Of(each, coefficient), broadcasting, "float32");
}

/** The numbers of a tensor: tfjs takes these as they are, and looks through arrays for arrays in them. */
function float32Of(each: readonly Instant[], coefficient: (at: Instant) => number): Float32Array {
  const numbers = new Float32Array(each.length);
  for (const [i, at] of each.entries()) numbers[i] = coefficient(at);
  return numbers;
}
