import { bisect } from "../bisect.ts";
import { preserving } from "./preserving.ts";
import type { ContinuousSchedule } from "./schedule.ts";

/** A rising function of t: t + sum_k height_k logistic(slope_k t + offset_k), with slopes and heights of at least 0. */
export interface Monotone {
  readonly slope: Float64Array;
  readonly offset: Float64Array;
  readonly height: Float64Array;
}

/** The variance-preserving schedule whose ln snr falls from `logSnrMax` to `logSnrMin` as such a function rises. */
export function monotone(
  name: string,
  { slope, offset, height }: Monotone,
  { logSnrMin, logSnrMax }: { logSnrMin: number; logSnrMax: number },
): ContinuousSchedule {
  const sigmoid = (k: number, t: number) => 1 / (1 + Math.exp(-slope[k] * t - offset[k]));
  const rise = (t: number) => height.reduce((sum, h, k) => sum + h * sigmoid(k, t), t);
  const [first, last] = [rise(0), rise(1)];
  const done = (t: number) => (rise(t) - first) / (last - first);
  const fall = logSnrMax - logSnrMin;
  return preserving({
    name,
    logSnr(t) {
      const part = done(t);
      return logSnrMax * (1 - part) + logSnrMin * part;
    },
    dLogSnr(t) {
      const slopes = height.map((h, k) => h * slope[k] * sigmoid(k, t) * (1 - sigmoid(k, t)));
      return (-fall * slopes.reduce((sum, d) => sum + d, 1)) / (last - first);
    },
    timeAt: (logSnr) => bisect(done, (logSnrMax - logSnr) / fall),
  });
}
