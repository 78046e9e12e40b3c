import { expectLogSnrs, type LogSnrRange } from "./log-snr-range.ts";
import { preserving } from "./preserving.ts";
import type { ContinuousSchedule } from "./schedule.ts";

/**
 * Variance-preserving; alpha is a cosine of t, cut so that ln snr falls from `logSnrMax` at t = 0 to `logSnrMin` at
 * t = 1, and moved by `shift`: ln snr = -2 ln tan(a + (b - a) t), Hoogeboom et al. (2301.11093), section 3.1.
 */
export function cosineLogSnr({
  logSnrMin = -15,
  logSnrMax = 15,
  shift = 0,
}: LogSnrRange = {}): ContinuousSchedule {
  expectLogSnrs("cosineLogSnr", { logSnrMin, logSnrMax, shift });
  const angleOf = (logSnr: number) => Math.atan(Math.exp(-logSnr / 2));
  const first = angleOf(logSnrMax);
  const turn = angleOf(logSnrMin) - first;
  return preserving({
    name: "cosine log-SNR",
    logSnr: (t) => -2 * Math.log(Math.tan(first + turn * t)) + shift,
    dLogSnr: (t) => (-4 * turn) / Math.sin(2 * (first + turn * t)),
    timeAt: (logSnr) => (angleOf(logSnr - shift) - first) / turn,
  });
}
