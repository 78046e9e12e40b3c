import { variancePreserving, type Level } from "../level.ts";
import { expectLogSnr, expectTime } from "../noise-schedule.ts";
import { valueAt, timeOfFalling } from "./interpolate.ts";
import type { Schedule } from "./schedule.ts";
import { showsItself } from "../shows-itself.ts";

/** What a schedule of steps is made of. */
interface Parts {
  readonly name: string;
  readonly betas: Float64Array;
  /** alpha^2. */
  readonly alphaBar: Float64Array;
  /** sigma^2. */
  readonly variance: Float64Array;
  /** The level of a log-SNR between two steps; without it ln alpha and ln sigma are linear there. */
  readonly between?: (logSnr: number) => Level;
}

/** Everything that follows from the steps' alpha^2, sigma^2 and betas. */
export function complete({ name, betas, alphaBar, variance, between }: Parts): Schedule {
  const steps = betas.length;
  const alphaBarPrev = alphaBar.map((_, t) => (t ? alphaBar[t - 1] : 1));
  const variancePrev = variance.map((_, t) => (t ? variance[t - 1] : 0));
  const alpha = alphaBar.map(Math.sqrt);
  const sigma = variance.map(Math.sqrt);
  const logSnr = alphaBar.map((a, t) => Math.log(a) - Math.log(variance[t]));
  const posteriorVariance = betas.map((b, t) => b * (variancePrev[t] / variance[t]));
  const schedule: Schedule = {
    ...showsItself,
    name,
    steps,
    range: [0, steps - 1],
    level(t) {
      expectTime(t, schedule);
      if (Number.isInteger(t)) return { alpha: alpha[t], sigma: sigma[t] };
      return between ? between(valueAt(logSnr, t)) : geometric(schedule, t);
    },
    timeAt(wanted) {
      expectLogSnr(wanted);
      return timeOfFalling(logSnr, wanted);
    },
    betas,
    alphaBar,
    alphaBarPrev,
    alpha,
    sigma,
    snr: alphaBar.map((a, t) => a / variance[t]),
    logSnr,
    posteriorMeanX0: betas.map((b, t) => (b * Math.sqrt(alphaBarPrev[t])) / variance[t]),
    posteriorMeanXt: alphaBar.map((a, t) => Math.sqrt(a / alphaBarPrev[t]) * (variancePrev[t] / variance[t])),
    posteriorVariance,
    // With a single step there is no t = 1: the variance of that step itself stands in.
    posteriorLogVarianceClipped: posteriorVariance.map((v, t) =>
      Math.log(t ? v : steps > 1 ? posteriorVariance[1] : betas[0]),
    ),
  };
  return schedule;
}

/** The same where variance is preserved: sigma^2 = 1 - alphaBar. */
export const completePreserving = (name: string, betas: Float64Array, alphaBar: Float64Array): Schedule =>
  complete({ name, betas, alphaBar, variance: alphaBar.map((a) => 1 - a), between: variancePreserving });

function geometric({ alpha, sigma }: Schedule, t: number): Level {
  const below = Math.floor(t);
  const rest = t - below;
  const between = (values: Float64Array) => values[below] ** (1 - rest) * values[below + 1] ** rest;
  return { alpha: between(alpha), sigma: between(sigma) };
}
