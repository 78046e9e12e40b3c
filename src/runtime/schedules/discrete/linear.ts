import { expectInteger } from "../../core/shape.ts";
import { linspace } from "../linspace.ts";
import { fromBetas } from "./from-betas.ts";
import type { Schedule } from "./schedule.ts";

/**
 * Betas that rise linearly (DDPM, 2006.11239, section 4: 1e-4 to 0.02 over 1000 steps). For another number of steps
 * the default ends are scaled by 1000 / steps, which keeps alphaBar_T about the same; ends that are given are used
 * as they are. Throws a RangeError where the scaled default would leave (0, 1): below 20 steps.
 */
export function linear({
  steps = 1000,
  betaStart,
  betaEnd,
}: { steps?: number; betaStart?: number; betaEnd?: number } = {}): Schedule {
  expectInteger("steps", steps, 1);
  const scale = 1000 / steps;
  if (steps < 20 && (betaStart === undefined || betaEnd === undefined)) {
    throw new RangeError(
      `A linear schedule of ${steps} steps needs betaStart and betaEnd: the default scales 0.02 by 1000 / steps, ` +
        `which passes 1 below 20 steps`,
    );
  }
  return fromBetas(linspace(betaStart ?? scale * 1e-4, betaEnd ?? scale * 0.02, steps), "linear");
}
