import { expectSigmas, exploding } from "./exploding.ts";
import type { ContinuousSchedule } from "./schedule.ts";

/**
 * Karras et al. (2206.00364): alpha = 1 and sigma^(1 / rho) linear in t, which is their equation 5 read as a path, so
 * that evenly spaced t are their sampler's steps. rho = 1 makes sigma itself linear in t.
 */
export function edm({ sigmaMin = 0.002, sigmaMax = 80, rho = 7 } = {}): ContinuousSchedule {
  expectSigmas("edm", sigmaMin, sigmaMax);
  if (!(rho > 0 && rho < Infinity)) throw new RangeError(`rho of edm is more than 0, not ${rho}`);
  const first = sigmaMin ** (1 / rho);
  const last = sigmaMax ** (1 / rho);
  const root = (t: number) => first * (1 - t) + last * t;
  return exploding({
    name: "EDM",
    // The ends are as given, without the rounding of a root and a power.
    sigma: (t) => (t === 0 ? sigmaMin : t === 1 ? sigmaMax : root(t) ** rho),
    dSigma: (t) => rho * (last - first) * root(t) ** (rho - 1),
    timeOf: (sigma) => (sigma ** (1 / rho) - first) / (last - first),
  });
}
