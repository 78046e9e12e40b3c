import { tidy, type Tensor } from "../../core/tf.ts";
import type { NoiseSchedule } from "../../schedules/index.ts";
import type { Timestep } from "../at.ts";
import { instants } from "../instant.ts";
import { expectSays } from "./check.ts";
import type { Parameterization, Seen } from "./parameterization.ts";
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
  if (said === wanted) return value.clone();
  const converted = (seen: Seen): Tensor =>
    // Read only where asked for: a score comes from eps where no x_0 does.
    wanted.target({
      ...seen,
      get x0() {
        return said.x0(seen);
      },
      get eps() {
        return said.eps(seen);
      },
    });
  expectSays(`${said.name} says nothing of ${wanted.name}`, schedule, t, converted);
  return tidy(() => converted({ ...instants(schedule, t, xt.shape), output: value, xt }));
}
