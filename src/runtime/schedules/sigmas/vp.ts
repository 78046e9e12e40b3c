import { expectInteger } from "../../core/shape.ts";
import { vpSde } from "../continuous/vp-sde.ts";
import { linspace } from "../linspace.ts";
import type { SigmaOptions } from "./ends.ts";

/**
 * sigma / alpha of the VP SDE (2011.13456) at `steps` evenly spaced t from 1 to `last`, and a final 0. Throws a
 * RangeError unless 0 < last < 1.
 */
export function vpSigmas(
  steps: number,
  {
    betaMin = 0.1,
    betaMax = 20,
    last = 1e-3,
    zero = true,
  }: SigmaOptions & { betaMin?: number; betaMax?: number; last?: number } = {},
): Float64Array {
  expectInteger("steps", steps, 1);
  if (!(last > 0 && last < 1)) throw new RangeError(`last of vpSigmas lies between 0 and 1, and is ${last}`);
  const schedule = vpSde({ betaMin, betaMax });
  const sigmas = Array.from(linspace(1, last, steps), (t) => Math.exp(-schedule.logSnr(t) / 2));
  return Float64Array.from(zero ? [...sigmas, 0] : sigmas);
}
