import { expectInteger } from "../../core/shape.ts";
import { fromBetas } from "./from-betas.ts";
import type { Schedule } from "./schedule.ts";

/** How many steps, and the largest beta, at which those above are cut. */
export interface StepOptions {
  steps?: number;
  maxBeta?: number;
}

/**
 * The schedule of `steps` steps through a falling alphaBar(u) over u = 0 .. 1, up to a factor: beta_t =
 * 1 - alphaBar((t + 1) / T) / alphaBar(t / T), cut at `maxBeta` (Nichol and Dhariwal, 2102.09672, section 3.2).
 */
export function fromAlphaBarFunction(
  alphaBar: (u: number) => number,
  { steps = 1000, maxBeta = 0.999, name = "alphaBar(u)" }: StepOptions & { name?: string } = {},
): Schedule {
  expectInteger("steps", steps, 1);
  if (!(maxBeta > 0 && maxBeta <= 1)) {
    throw new RangeError(`maxBeta of schedule "${name}" lies between 0 and 1, and is ${maxBeta}`);
  }
  const beta = (_: unknown, t: number) =>
    Math.min(1 - alphaBar((t + 1) / steps) / alphaBar(t / steps), maxBeta);
  return fromBetas(Array.from({ length: steps }, beta), name);
}
