import { tidy, type Tensor } from "../../core/tf.ts";
import type { NoiseSchedule } from "../../schedules/index.ts";
import type { Timestep } from "../at.ts";
import { instants } from "../instant.ts";
import type { Parameterization } from "./parameterization.ts";
import { parameterizationOf, type ParameterizationName } from "./parameterizations.ts";

export interface ConvertOptions {
  /** What the value is, and what it should become. */
  from: ParameterizationName | Parameterization;
  to: ParameterizationName | Parameterization;
  /** The noisy data [B, ...] that the value belongs to. */
  xt: Tensor;
  schedule: NoiseSchedule;
  /** One t for the batch, or one for each example, in the schedule's range. */
  t: Timestep;
}

/**
 * What one parameterization says, in the words of another; shapes as `xt`. Both ends of a schedule are exact. Throws
 * a RangeError where the value says nothing of what is asked: x_0 by noise or score where the signal is gone
 * (alpha = 0), eps by data where there is no noise (sigma = 0).
 */
export function convert(value: Tensor, { from, to, xt, schedule, t }: ConvertOptions): Tensor {
  const [said, wanted] = [parameterizationOf(from), parameterizationOf(to)];
  return tidy(() => {
    const at = instants(schedule, t, xt.shape);
    const seen = { ...at, output: value, xt };
    if (said === wanted) return value.clone();
    // Read only where asked for: a score comes from eps where no x_0 does.
    const converted = wanted.target({
      ...at,
      xt,
      get x0() {
        return said.x0(seen);
      },
      get eps() {
        return said.eps(seen);
      },
    });
    const ends = typeof t === "number" ? [t] : Array.from(t);
    if (ends.some((one) => isEnd(schedule, one))) {
      expectFinite(converted, `${said.name} says nothing of ${wanted.name}`, schedule);
    }
    return converted;
  });
}

/** Whether x_t is pure data or pure noise there, which leaves the other unknown. */
export function isEnd(schedule: NoiseSchedule, t: number): boolean {
  const { alpha, sigma } = schedule.level(t);
  return alpha === 0 || sigma === 0;
}

/** Throws a RangeError if an entry is not finite. */
export function expectFinite(read: Tensor, what: string, schedule: NoiseSchedule): void {
  if (read.dataSync().every(Number.isFinite)) return;
  throw new RangeError(
    `At an end of schedule "${schedule.name}" there is only data or only noise, where ${what}`,
  );
}
