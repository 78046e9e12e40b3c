import { expectLogSnrs, type LogSnrRange } from "./log-snr-range.ts";
import { preserving } from "./preserving.ts";
import type { ContinuousSchedule } from "./schedule.ts";

/**
 * Variance-preserving; ln snr falls linearly from `logSnrMax` at t = 0 to `logSnrMin` at t = 1, both moved by `shift`:
 * the fixed schedule of VDM (2107.00630), whose ends in its code are the defaults.
 */
export function linearLogSnr({
  logSnrMin = -5,
  logSnrMax = 13.3,
  shift = 0,
}: LogSnrRange = {}): ContinuousSchedule {
  expectLogSnrs("linearLogSnr", { logSnrMin, logSnrMax, shift });
  const fall = logSnrMax - logSnrMin;
  return preserving({
    name: "linear log-SNR",
    logSnr: (t) => logSnrMax * (1 - t) + logSnrMin * t + shift,
    dLogSnr: () => -fall,
    timeAt: (logSnr) => (logSnrMax + shift - logSnr) / fall,
  });
}
