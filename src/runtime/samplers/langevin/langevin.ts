import type { Tensor } from "../../core/tf.ts";
import { expectInteger } from "../../core/shape.ts";
import type { Denoiser } from "../../diffusion/index.ts";
import type { Sampling } from "../frame.ts";
import type { Known } from "../method.ts";
import type { Point } from "../path.ts";
import { sampling, type SamplingOptions } from "../sampling.ts";

/** (h / 2) score + sqrt(h) z added to x, where the score is -eps / sigma. */
export const langevinStep = ({ x, eps, sigma }: Known, size: number, z: Tensor): Tensor =>
  x.sub(eps.mul(size / (2 * sigma))).add(z.mul(Math.sqrt(size)));

export type LangevinOptions = Pick<
  SamplingOptions,
  "shape" | "x" | "seed" | "noise" | "clip" | "threshold" | "signal"
> & {
  /** Number of steps; 1000 unless given. */
  steps?: number;
  /** h, the variance of the noise that a step adds; a tenth of sigma^2 unless given. */
  stepSize?: number;
  /** The t whose density is sampled; the schedule's least unless given. */
  t?: number;
};

/**
 * Langevin dynamics at one noise level (1907.05600, equation 4): x' = x + (h / 2) score(x) + sqrt(h) z, which draws from
 * the density of x_t as h becomes small and the steps many. For data N(m, s^2) its own variance is
 * v / (1 - h / (4 v)) with v = alpha^2 s^2 + sigma^2: nothing is rejected to correct for the length of its steps.
 * Throws a RangeError for a t without noise or a step size that is not above 0.
 */
export function langevin(denoiser: Denoiser, options: LangevinOptions = {}): Sampling {
  const { schedule } = denoiser;
  const { steps = 1000, t = schedule.range[0] } = options;
  expectInteger("steps", steps, 1);
  const place: Point = { t, ...schedule.level(t) };
  if (!(place.sigma > 0)) {
    throw new RangeError(
      `Langevin dynamics needs noise, and at t = ${t} of "${schedule.name}" there is none`,
    );
  }
  const { stepSize = place.sigma ** 2 / 10 } = options;
  if (!(stepSize > 0 && stepSize < Infinity))
    throw new RangeError(`stepSize of Langevin dynamics is more than 0, not ${stepSize}`);
  return sampling(denoiser, options, {
    takes: ["stepSize", "t"],
    name: "Langevin",
    defaultSteps: steps,
    chips: [["h", stepSize.toPrecision(3)]],
    draws: true,
    // Places are told apart as objects: the last one is the end.
    path: Array.from({ length: steps + 1 }, () => ({ ...place })),
    step: ({ from, draw }) => langevinStep(from, stepSize, draw()),
  });
}
