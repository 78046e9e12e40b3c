import { continuous } from "./continuous.ts";
import type { ContinuousSchedule } from "./schedule.ts";

/**
 * The straight path of rectified flow (2209.03003) and conditional optimal transport (2210.02747): alpha = 1 - t,
 * sigma = t, from data itself to noise itself. A `shift` s other than 1 spends more of t at high noise: alpha and
 * sigma are those at s t / (1 + (s - 1) t), Esser et al. (2403.03206), equation 23; `resolutionShift` says which s.
 */
export function flow({ shift = 1 } = {}): ContinuousSchedule {
  if (!(shift > 0 && shift < Infinity)) throw new RangeError(`shift of flow is more than 0, not ${shift}`);
  const scale = (t: number) => 1 - t + shift * t;
  const slope = (t: number) => shift / scale(t) ** 2;
  return continuous({
    name: shift === 1 ? "flow" : `flow, shift ${shift}`,
    level: (t) => ({ alpha: (1 - t) / scale(t), sigma: (shift * t) / scale(t) }),
    logSnr: (t) => 2 * (Math.log(1 - t) - Math.log(shift * t)),
    dLogSnr: (t) => -2 / (t * (1 - t)),
    dLevel: (t) => ({ alpha: -slope(t), sigma: slope(t) }),
    drift: (t) => -shift / (scale(t) * (1 - t)),
    diffusionSquared: (t) => (2 * shift * slope(t) * t) / (1 - t),
    timeAt: (logSnr) => 1 / (1 + shift * Math.exp(logSnr / 2)),
  });
}

/**
 * The shift for data of `size` numbers where a path of shift 1 suits data of `base`: sqrt(size / base), which keeps
 * how uncertain x_0 is at each t. Esser et al. (2403.03206), equation 23.
 */
export const resolutionShift = (size: number, base: number): number => {
  if (size > 0 && base > 0) return Math.sqrt(size / base);
  throw new RangeError(`resolutionShift takes two sizes above 0, not ${size} and ${base}`);
};
