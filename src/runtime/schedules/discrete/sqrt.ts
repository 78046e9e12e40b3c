import { fromAlphaBarFunction, type StepOptions } from "./from-alpha-bar-function.ts";
import type { Schedule } from "./schedule.ts";

/**
 * alphaBar(u) proportional to 1 - sqrt(u + s) over u = 0 .. 1, betas cut at `maxBeta`: noise that rises fast at
 * first, for embedded words. Diffusion-LM (2205.14217), appendix A, discretized as its published code does.
 */
export function sqrt({ s = 1e-4, ...options }: StepOptions & { s?: number } = {}): Schedule {
  if (!(s >= 0 && s < 1)) throw new RangeError(`s of the sqrt schedule is at least 0 and below 1, not ${s}`);
  return fromAlphaBarFunction((u) => 1 - Math.sqrt(u + s), { ...options, name: "sqrt" });
}
