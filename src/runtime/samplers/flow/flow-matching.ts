import type { Tensor } from "../../core/tf.ts";
import type { Denoiser, Prediction } from "../../diffusion/index.ts";
import type { Sampling } from "../frame.ts";
import type { Take } from "../method.ts";
import { pathOf, type Point } from "../path.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";

/** All that samplers take, and the shift of their steps. */
export type FlowOptions = SamplingOptions & {
  /**
   * Leads the evenly spaced t to shift t / (1 + (shift - 1) t), more of them at high noise: Esser et al. (2403.03206),
   * equation 23. 1 unless given. The model sees the t that it leads to.
   */
  shift?: number;
};

/**
 * Euler's method on the straight path of flow matching (2210.02747) and rectified flow (2209.03003): x' = x + (t' - t) u
 * with the velocity u = eps - x_0. For models of the schedule `flow()`; throws a RangeError for any whose alpha and
 * sigma do not add up to 1. 50 steps unless the options say otherwise.
 */
export function flowEuler(denoiser: Denoiser, options: FlowOptions = {}): Sampling {
  return along(denoiser, options, "Flow Euler", ({ from, to }) =>
    from.x.add(velocity(from).mul(to.sigma - from.sigma)),
  );
}

/**
 * Heun's method on the same path: the mean of the velocities at both ends of Euler's step, of second order with two
 * calls of the model for a step. The step that ends in data is Euler's. Options and errors as `flowEuler`.
 */
export function flowHeun(denoiser: Denoiser, options: FlowOptions = {}): Sampling {
  return along(denoiser, options, "Flow Heun", ({ from, to, ask }) => {
    const length = to.sigma - from.sigma;
    const first = velocity(from);
    const there = from.x.add(first.mul(length));
    if (to.sigma === 0) return there;
    return from.x.add(first.add(velocity(ask(there, to))).mul(length / 2));
  });
}

const velocity = ({ eps, x0 }: Prediction): Tensor => eps.sub(x0);

function along(denoiser: Denoiser, options: FlowOptions, name: string, step: Take): Sampling {
  const { shift = 1, ...rest } = options;
  if (!(shift > 0 && shift < Infinity)) throw new RangeError(`shift of ${name} is more than 0, not ${shift}`);
  const { schedule } = denoiser;
  const straight = schedule.range.every((t) => {
    const { alpha, sigma } = schedule.level((t + schedule.timeAt(0)) / 2);
    return Math.abs(alpha + sigma - 1) < 1e-6;
  });
  if (!straight) {
    throw new RangeError(
      `${name} goes along the straight path of flow(), where alpha + sigma = 1, and not along "${schedule.name}": ` +
        `ddim and euler go along any`,
    );
  }
  const defaultSteps = 50;
  const shifted = ({ t }: Point): Point => {
    const moved = (shift * t) / (1 + (shift - 1) * t);
    return { t: moved, ...schedule.level(moved) };
  };
  const places = pathOf(schedule, rest, { name, defaultSteps });
  const path = shift === 1 ? places : places.map((place) => (place.sigma > 0 ? shifted(place) : place));
  const chips = shift === 1 ? [] : ([["shift", String(shift)]] as const);
  return sampling(denoiser, rest, { name, defaultSteps, chips, draws: false, path, step });
}
