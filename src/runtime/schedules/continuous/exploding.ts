import { continuous } from "./continuous.ts";
import type { ContinuousSchedule } from "./schedule.ts";

/** The variance-exploding schedule (alpha = 1) of a sigma above 0, its derivative and its inverse. */
export function exploding(path: {
  readonly name: string;
  readonly sigma: (t: number) => number;
  readonly dSigma: (t: number) => number;
  readonly timeOf: (sigma: number) => number;
}): ContinuousSchedule {
  const { name, sigma, dSigma, timeOf } = path;
  return continuous({
    name,
    level: (t) => ({ alpha: 1, sigma: sigma(t) }),
    logSnr: (t) => -2 * Math.log(sigma(t)),
    dLogSnr: (t) => (-2 * dSigma(t)) / sigma(t),
    dLevel: (t) => ({ alpha: 0, sigma: dSigma(t) }),
    drift: () => 0,
    diffusionSquared: (t) => 2 * sigma(t) * dSigma(t),
    timeAt: (logSnr) => timeOf(Math.exp(-logSnr / 2)),
  });
}

/** Throws unless 0 < sigmaMin < sigmaMax < Infinity. */
export function expectSigmas(name: string, sigmaMin: number, sigmaMax: number): void {
  if (sigmaMin > 0 && sigmaMin < sigmaMax && sigmaMax < Infinity) return;
  throw new RangeError(`${name} needs 0 < sigmaMin < sigmaMax, not ${sigmaMin} and ${sigmaMax}`);
}
