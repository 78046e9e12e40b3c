import { isDiscrete } from "../../schedules/index.ts";
import { fractions, timeAtFraction, timeAtLogSnr } from "./place.ts";
import type { Times } from "./times.ts";

/** Every t as likely: DDPM (2006.11239), algorithm 1. */
export const uniform: Times = {
  name: "uniform",
  draw: (schedule, count, random) => ({
    t: isDiscrete(schedule)
      ? random.integers(count, schedule.steps)
      : fractions(random, count).map((u) => timeAtFraction(schedule, u)),
  }),
};

/**
 * Every t as likely, spread evenly over a batch by one random shift, which lowers the variance of its mean: VDM
 * (2107.00630), appendix I.1.
 */
export const antithetic: Times = {
  name: "antithetic",
  draw(schedule, count, random) {
    const [shift] = fractions(random, 1);
    return {
      t: Array.from({ length: count }, (_, i) => timeAtFraction(schedule, (shift + i / count) % 1)),
    };
  },
};

/**
 * ln(sigma / alpha) of N(mean, std^2), cut at the schedule's ends: EDM, Karras et al. (2206.00364), table 1. It is a
 * part of the loss's weight, so nothing makes up for it.
 */
export function logNormal({ mean = -1.2, std = 1.2 } = {}): Times {
  expectNormal("logNormal", mean, std);
  return {
    name: "log-normal",
    draw: (schedule, count, random) => ({
      t: Array.from(random.normal(count), (z) => timeAtLogSnr(schedule, -2 * (mean + std * z))),
    }),
  };
}

/**
 * logit of the fraction of the schedule of N(mean, std^2): Esser et al. (2403.03206), equation 19. It is a part of the
 * loss's weight, so nothing makes up for it.
 */
export function logitNormal({ mean = 0, std = 1 } = {}): Times {
  expectNormal("logitNormal", mean, std);
  return {
    name: "logit-normal",
    draw: (schedule, count, random) => ({
      t: Array.from(random.normal(count), (z) =>
        timeAtFraction(schedule, 1 / (1 + Math.exp(-(mean + std * z)))),
      ),
    }),
  };
}

function expectNormal(name: string, mean: number, std: number): void {
  if (!Number.isFinite(mean)) throw new RangeError(`mean of ${name} is a finite number, not ${mean}`);
  if (!(std > 0 && std < Infinity)) throw new RangeError(`std of ${name} is a number above 0, not ${std}`);
}
