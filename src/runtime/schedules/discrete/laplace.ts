import { fromAlphaBarFunction, type StepOptions } from "./from-alpha-bar-function.ts";
import type { Schedule } from "./schedule.ts";

/**
 * ln snr is distributed over u = 0 .. 1 as Laplace's distribution around `mu` with scale `b`, so that most steps lie
 * near ln snr = mu: Hang and Gu (2407.03297), table 1. Betas cut at `maxBeta`.
 */
export function laplace({
  mu = 0,
  b = 0.5,
  ...options
}: StepOptions & { mu?: number; b?: number } = {}): Schedule {
  if (!Number.isFinite(mu) || !(b > 0 && b < Infinity)) {
    throw new RangeError(`The Laplace schedule needs a finite mu and b > 0, not ${mu} and ${b}`);
  }
  const logSnr = (u: number) => mu - b * Math.sign(0.5 - u) * Math.log(1 - 2 * Math.abs(u - 0.5));
  return fromAlphaBarFunction((u) => 1 / (1 + Math.exp(-logSnr(u))), { ...options, name: "Laplace" });
}
