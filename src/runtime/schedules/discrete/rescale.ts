import { fromAlphaBars } from "./from-alpha-bars.ts";
import type { Schedule } from "./schedule.ts";

/** A variance-preserving schedule's steps at other alphaBar; throws a RangeError where variance is not preserved. */
function withAlphaBar(
  schedule: Schedule,
  name: string,
  alphaBar: (of: number, t: number) => number,
): Schedule {
  const { alphaBar: before, sigma, original } = schedule;
  if (before.some((a, t) => Math.abs(a + sigma[t] ** 2 - 1) > 1e-9)) {
    throw new RangeError(
      `Schedule "${schedule.name}" does not preserve variance: it has no alphaBar to rescale`,
    );
  }
  const rescaled = fromAlphaBars(before.map(alphaBar), `${schedule.name}, ${name}`);
  return original ? { ...rescaled, original } : rescaled;
}

/**
 * The schedule with sqrt(alphaBar) shifted and scaled so that the last step is pure noise and the first is as it was:
 * Lin et al. (2305.08891), algorithm 1. There "eps" says nothing about x_0: predict "v" or "x0".
 */
export function zeroTerminalSnr(schedule: Schedule): Schedule {
  const { alpha, steps } = schedule;
  if (steps < 2) throw new RangeError("Zero terminal SNR needs a schedule of at least 2 steps");
  const [first, last] = [alpha[0], alpha[steps - 1]];
  return withAlphaBar(
    schedule,
    "zero terminal SNR",
    (_, t) => ((alpha[t] - last) * (first / (first - last))) ** 2,
  );
}

/**
 * The schedule with `shift` added to its ln snr: 2 ln(64 / d) gives images of side d the noise that side 64 sees,
 * Hoogeboom et al. (2301.11093), section 3.1.
 */
export function shiftLogSnr(schedule: Schedule, shift: number): Schedule {
  if (!Number.isFinite(shift)) throw new RangeError(`shift is a finite number, not ${shift}`);
  const { logSnr } = schedule;
  return withAlphaBar(
    schedule,
    `ln snr ${shift < 0 ? "-" : "+"} ${Math.abs(shift)}`,
    (_, t) => 1 / (1 + Math.exp(-logSnr[t] - shift)),
  );
}
