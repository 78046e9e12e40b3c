import { expectInteger } from "../../core/shape.ts";
import { linspace } from "../linspace.ts";
import { fromAlphaBarFunction, type StepOptions } from "./from-alpha-bar-function.ts";
import { fromBetas } from "./from-betas.ts";
import type { Schedule } from "./schedule.ts";

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/**
 * alphaBar(u) is a falling logistic curve from `start` to `end` at temperature `tau`, stretched to lead from 1 to 0
 * over u = 0 .. 1, betas cut at `maxBeta`: Jabri et al. (2212.11972) and Chen (2301.10972), algorithm 1.
 */
export function sigmoid({
  start = -3,
  end = 3,
  tau = 1,
  ...options
}: StepOptions & { start?: number; end?: number; tau?: number } = {}): Schedule {
  if (!(start < end && tau > 0 && Number.isFinite((end - start) / tau))) {
    throw new RangeError(`The sigmoid schedule needs start < end and tau > 0, not ${start}, ${end}, ${tau}`);
  }
  const curve = (u: number) => logistic((start + u * (end - start)) / tau);
  const alphaBar = (u: number) => (curve(1) - curve(u)) / (curve(1) - curve(0));
  return fromAlphaBarFunction(alphaBar, { ...options, name: "sigmoid" });
}

/** Betas that rise along a logistic curve from -6 to 6, as GeoDiff (2203.02923) and diffusers' "sigmoid" have them. */
export function sigmoidBetas({ steps = 1000, betaStart = 1e-4, betaEnd = 0.02 } = {}): Schedule {
  expectInteger("steps", steps, 1);
  const betas = linspace(-6, 6, steps).map((x) => betaStart + (betaEnd - betaStart) * logistic(x));
  return fromBetas(betas, "sigmoid betas");
}
