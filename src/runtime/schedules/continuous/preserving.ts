import { variancePreserving } from "../level.ts";
import { continuous } from "./continuous.ts";
import type { ContinuousSchedule } from "./schedule.ts";

/** The variance-preserving schedule (alpha^2 + sigma^2 = 1) of a finite log-SNR, its derivative and its inverse. */
export function preserving(
  path: Pick<ContinuousSchedule, "name" | "logSnr" | "dLogSnr" | "timeAt">,
): ContinuousSchedule {
  const level = (t: number) => variancePreserving(path.logSnr(t));
  return continuous({
    ...path,
    level,
    dLevel(t) {
      const { alpha, sigma } = level(t);
      const half = path.dLogSnr(t) / 2;
      return { alpha: half * alpha * sigma ** 2, sigma: -half * sigma * alpha ** 2 };
    },
    drift: (t) => (path.dLogSnr(t) / 2) * level(t).sigma ** 2,
    diffusionSquared: (t) => -path.dLogSnr(t) * level(t).sigma ** 2,
  });
}
