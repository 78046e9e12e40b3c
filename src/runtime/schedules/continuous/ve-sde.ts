import { expectSigmas, exploding } from "./exploding.ts";
import type { ContinuousSchedule } from "./schedule.ts";

/**
 * The variance-exploding SDE, sigma = sigmaMin (sigmaMax / sigmaMin)^t and alpha = 1: Song et al. (2011.13456),
 * equations 9, 30 and 31. At t = 0 there is noise of sigmaMin left.
 */
export function veSde({ sigmaMin = 0.01, sigmaMax = 50 } = {}): ContinuousSchedule {
  expectSigmas("veSde", sigmaMin, sigmaMax);
  const growth = Math.log(sigmaMax) - Math.log(sigmaMin);
  const sigma = (t: number) => sigmaMin ** (1 - t) * sigmaMax ** t;
  return exploding({
    name: "VE SDE",
    sigma,
    dSigma: (t) => growth * sigma(t),
    timeOf: (wanted) => (Math.log(wanted) - Math.log(sigmaMin)) / growth,
  });
}
