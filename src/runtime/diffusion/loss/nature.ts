import { isDiscrete, logSnrOf, type NoiseSchedule } from "../../schedules/index.ts";
import { elbo } from "../weight/elbo.ts";
import { weightAt } from "../weight/index.ts";
import { instant } from "../instant.ts";
import { timeAtFraction } from "../times/index.ts";
import type { DrawOptions } from "./draw.ts";
import type { LossOptions } from "./losses.ts";

/** What a loss says of itself: by it two runs are compared, and its errors told apart by t. */
export interface LossNature {
  /** What the network predicts and how its error is weighed: "v, min-SNR-5". */
  readonly name: string;
  /** T of a schedule of steps, null in continuous time. */
  readonly steps: number | null;
  /** Whether another loss weighs the same errors alike, so that the two can be compared. */
  readonly alike: (other: LossNature) => boolean;
  /** Whether another loss is of the same levels of noise, drawn as often: then their errors of eps can be compared. */
  readonly sameLevels: (other: LossNature) => boolean;
  /**
   * L_t in nats by the squared error of x_0, for each dimension: VDM (2107.00630), equation 14, with the posterior's
   * variance; by unit of t in continuous time (equation 17). Null where it is no term of that kind: at t = 0 of steps.
   */
  readonly termAt: (t: number) => number | null;
  /** For `alike` and `sameLevels` of others. */
  readonly made: () => Made;
}

interface Made {
  readonly levels: readonly number[];
  readonly draws: readonly unknown[];
  readonly weighs: readonly unknown[];
}

/** Ways to draw t that count every t as often in the mean. */
const even = ["uniform", "antithetic", "importance"];

/** Places on a schedule that tell two apart. */
const trials = Array.from({ length: 9 }, (_, i) => (i + 0.5) / 9);

export function natureOf(options: LossOptions & DrawOptions): LossNature {
  const { schedule, predict, weight } = options;
  let known: Made | null = null;
  const made = (): Made => (known ??= madeOf(options));
  const sameLevels = (other: LossNature): boolean =>
    same(made().levels, other.made().levels) && same(made().draws, other.made().draws);
  return {
    name: weight.name === "uniform" ? predict.name : `${predict.name}, ${weight.name}`,
    steps: isDiscrete(schedule) ? schedule.steps : null,
    alike: (other) => sameLevels(other) && same(made().weighs, other.made().weighs),
    sameLevels,
    termAt: (t) => termAt(schedule, t),
    made,
  };
}

/** Only when asked: a weight of one's own may fail at some t, which is for the loss to say. */
function madeOf(options: LossOptions & DrawOptions): Made {
  const { schedule, predict, weight, norm, times, variance, lambda, decoder } = options;
  const at = trials.map((fraction) => instant(schedule, timeAtFraction(schedule, fraction)));
  return {
    levels: [isDiscrete(schedule) ? schedule.steps : 0, ...at.map(logSnrOf)],
    draws: [even.includes(times.name) ? "even" : times, options.offsetNoise, options.inputPerturbation],
    weighs: [
      predict.name,
      weight.of,
      ...at.map((one) => weightAt(weight, one)),
      norm,
      variance,
      ...(variance ? [lambda, decoder] : []),
    ],
  };
}

function termAt(schedule: NoiseSchedule, t: number): number | null {
  const known = isDiscrete(schedule) ? t > 0 : "dLogSnr" in schedule;
  return known ? weightAt(elbo, instant(schedule, t)) : null;
}

/** Numbers that differ by rounding are the same. */
const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length &&
  a.every((one, i) => {
    const other = b[i];
    if (typeof one !== "number" || typeof other !== "number") return one === other;
    return one === other || Math.abs(one - other) <= 1e-6 * Math.max(Math.abs(one), Math.abs(other));
  });
