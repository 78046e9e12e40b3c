import { fromAlphaBarFunction, type StepOptions } from "./from-alpha-bar-function.ts";
import type { Schedule } from "./schedule.ts";

/**
 * alphaBar(u) proportional to cos^2((u + s) / (1 + s) pi / 2) over u = 0 .. 1, betas cut at `maxBeta`: Nichol and
 * Dhariwal (2102.09672), equation 17.
 */
export function cosine({ s = 0.008, ...options }: StepOptions & { s?: number } = {}): Schedule {
  if (!(s >= 0 && s < Infinity)) throw new RangeError(`s of the cosine schedule is at least 0, not ${s}`);
  const alphaBar = (u: number) => Math.cos((((u + s) / (1 + s)) * Math.PI) / 2) ** 2;
  return fromAlphaBarFunction(alphaBar, { ...options, name: "cosine" });
}
