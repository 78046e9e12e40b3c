import { expectInteger } from "../../core/shape.ts";
import { isDiscrete, type NoiseSchedule } from "../../schedules/index.ts";
import type { PathOptions } from "../path.ts";

export interface DistilledOptions {
  /** Number of evenly spaced timesteps that the model was distilled at; 50 unless given. */
  originalSteps?: number;
}

/**
 * The options of a sampler of few steps: unless they choose its steps otherwise, every so many of those that the model
 * was distilled at, T - 1 among them, are taken, as latent consistency models (2310.04378, section 4.3) take them.
 * Throws a RangeError where there are not so many.
 */
export function distilled(
  schedule: NoiseSchedule,
  { originalSteps = 50, ...options }: PathOptions & DistilledOptions,
  defaultSteps: number,
): PathOptions {
  const chosen = options.timesteps ?? options.times ?? options.sigmas ?? options.spacing;
  if (chosen !== undefined || !isDiscrete(schedule)) return options;
  const { steps = defaultSteps, ...rest } = options;
  expectInteger("originalSteps", originalSteps, 1);
  expectInteger("steps", steps, 1);
  if (originalSteps > schedule.steps || steps > originalSteps) {
    throw new RangeError(
      `${steps} of ${originalSteps} original steps on a schedule of ${schedule.steps}: each must be at most the next`,
    );
  }
  const stride = Math.floor(schedule.steps / originalSteps);
  const timesteps = Array.from({ length: steps }, (_, i) => {
    const skipped = Math.floor((i * originalSteps) / steps);
    return (originalSteps - skipped) * stride - 1;
  });
  return { ...rest, timesteps };
}
