import { scalar, tensor, type Tensor } from "../core/tf.ts";
import { isDiscrete, type NoiseSchedule } from "../schedules/index.ts";

/** A timestep for the whole batch, or one for each example: a step from 0 to T - 1, in continuous time one of [0, 1]. */
export type Timestep = number | ArrayLike<number>;

/** Throws a RangeError unless every t is a step of a schedule of steps; `level` watches over continuous time. */
export function expectTimes(schedule: NoiseSchedule, t: Timestep): void {
  if (!isDiscrete(schedule)) return;
  for (const one of typeof t === "number" ? [t] : Array.from(t)) expectTimestep(one, schedule.steps);
}

function expectTimestep(t: number, steps: number): void {
  if (!Number.isInteger(t) || t < 0 || t >= steps) {
    throw new RangeError(`t must be a whole number from 0 to ${steps - 1}, not ${t} (code counts from 0)`);
  }
}

/**
 * The values of a schedule at t, shaped to multiply a batch of this shape: a scalar for one t, [B, 1, ...] for one
 * per example.
 */
export function at(values: Float64Array, t: Timestep, shape: readonly number[]): Tensor {
  if (typeof t === "number") {
    expectTimestep(t, values.length);
    return scalar(values[t]);
  }
  if (t.length !== shape[0]) {
    throw new RangeError(`t has ${t.length} entries for a batch of ${shape[0]}: one for each example`);
  }
  const chosen = Float32Array.from(t, (one) => (expectTimestep(one, values.length), values[one]));
  return tensor(chosen, [t.length, ...shape.slice(1).map(() => 1)]);
}
