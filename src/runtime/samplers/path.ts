import {
  dataLevel,
  isDiscrete,
  logSnrOf,
  timesteps,
  type Level,
  type NoiseSchedule,
  type Spacing,
} from "../schedules/index.ts";
import { expectInteger } from "../core/shape.ts";

/** A place on the way of a sampler. */
export interface Point extends Level {
  readonly t: number;
}

/** Which places a sampler goes through. One of `steps`, `timesteps`, `sigmas` and `times` chooses them. */
export interface PathOptions {
  /** Number of them among the schedule's. */
  steps?: number;
  /** How they are chosen: "leading" unless given; of continuous time "linspace". */
  spacing?: Spacing;
  /** Added to each timestep where the spacing is leading. */
  offset?: number;
  /** The timesteps themselves, 0-based, whole and falling. */
  timesteps?: ArrayLike<number>;
  /** Falling values of sigma / alpha, the sigma of EDM and k-diffusion; t, which may be a fraction, follows from them. */
  sigmas?: ArrayLike<number>;
  /** Falling t, fractions too. */
  times?: ArrayLike<number>;
  /**
   * Where the last step leads. "data": to x_0. "sigmaMin": to the schedule's least noise. "none": there is no step
   * after the last place chosen.
   */
  final?: "data" | "sigmaMin" | "none";
}

const finals = ["data", "sigmaMin", "none"];
const choices = ["steps", "timesteps", "sigmas", "times"] as const;
export const pathOptions: readonly string[] = [...choices, "spacing", "offset", "final"];

/** The way to data, its end included; t is -1 for data. Throws an error that names the option that is at fault. */
export function pathOf(
  schedule: NoiseSchedule,
  options: PathOptions,
  sampler: { name: string; defaultSteps: number },
): readonly Point[] {
  const { final = "data" } = options;
  if (!finals.includes(final)) throw new RangeError(`final is one of ${finals.join(", ")}, not "${final}"`);
  const points = chosenTimes(schedule, options, sampler).map((t) => ({ t, ...schedule.level(t) }));
  const noiseless = points.findIndex(({ sigma }) => sigma === 0);
  if (noiseless >= 0) {
    // A schedule that begins with data itself needs no step to it.
    if (noiseless === points.length - 1 && noiseless > 0) return points;
    throw new RangeError(
      `${sampler.name} cannot start from t = ${points[noiseless].t}: there is no noise at it`,
    );
  }
  if (final === "none" && points.length < 2)
    throw new RangeError(`With final "none" at least two places make a step`);
  const least = schedule.range[0];
  const end = { data: [dataPoint], sigmaMin: [{ t: least, ...schedule.level(least) }], none: [] };
  return [...points, ...end[final]];
}

/** Data itself, which no t of a schedule stands for. */
export const dataPoint: Point = { t: -1, ...dataLevel };

function chosenTimes(
  schedule: NoiseSchedule,
  options: PathOptions,
  { name, defaultSteps }: { name: string; defaultSteps: number },
): readonly number[] {
  const given = choices.filter((choice) => options[choice] !== undefined);
  if (given.length > 1)
    throw new TypeError(`Give ${name} one of ${given.join(" and ")}: each chooses the steps`);
  const { timesteps: whole, sigmas, times } = options;
  if (whole) return wholeTimes(schedule, Array.from(whole), name);
  if (sigmas) return timesOfSigmas(schedule, Array.from(sigmas), options.final);
  if (times) return expectFalling("times", Array.from(times));
  if (!isDiscrete(schedule))
    return evenTimes(schedule, options, Number.isFinite(defaultSteps) ? defaultSteps : 1000);
  return timesteps(schedule.steps, options.steps ?? Math.min(defaultSteps, schedule.steps), options);
}

function expectFalling(option: string, values: readonly number[]): readonly number[] {
  if (!values.length) throw new RangeError(`${option} is empty: give at least one`);
  values.forEach((value, i) => {
    if (!Number.isFinite(value) || (i > 0 && value >= values[i - 1]))
      throw new RangeError(`${option} must be numbers that fall: entry ${i} is ${value}`);
  });
  return values;
}

function wholeTimes(schedule: NoiseSchedule, values: readonly number[], name: string): readonly number[] {
  if (!isDiscrete(schedule)) {
    throw new TypeError(`${name} has no timesteps on "${schedule.name}", of continuous time: give times`);
  }
  const last = schedule.steps - 1;
  const wrong = values.findIndex((t) => !Number.isInteger(t) || t < 0 || t > last);
  if (wrong >= 0) {
    throw new RangeError(
      `timesteps must be whole numbers that fall from at most ${last}: entry ${wrong} is ${values[wrong]}`,
    );
  }
  return expectFalling("timesteps", values);
}

function timesOfSigmas(
  schedule: NoiseSchedule,
  values: readonly number[],
  final: PathOptions["final"] = "data",
): readonly number[] {
  if (values.at(-1) === 0 && final !== "data")
    throw new RangeError(`The sigmas end in 0, which is data: leave it out for final "${final}"`);
  // Sequences by k-diffusion's habit end in 0, which is data.
  const noisy = values.at(-1) === 0 ? values.slice(0, -1) : values;
  return expectFalling("sigmas", noisy).map((sigma, i) => {
    const t = schedule.timeAt(-2 * Math.log(sigma));
    const found = Math.exp(-logSnrOf(schedule.level(t)) / 2);
    if (sigma > 0 && Math.abs(found / sigma - 1) < 1e-6) return t;
    const [least, most] = schedule.range.map((end) => Math.exp(-logSnrOf(schedule.level(end)) / 2));
    throw new RangeError(
      `sigma / alpha of schedule "${schedule.name}" lies between ${least} and ${most}: entry ${i} of sigmas is ${sigma}`,
    );
  });
}

function evenTimes(schedule: NoiseSchedule, options: PathOptions, defaultSteps: number): readonly number[] {
  const { steps = defaultSteps, spacing = "linspace", offset } = options;
  expectInteger("steps", steps, 1);
  if (offset) throw new RangeError(`offset counts timesteps, and "${schedule.name}" has none`);
  if (spacing !== "linspace" && spacing !== "trailing") {
    throw new RangeError(`spacing on continuous time is linspace or trailing, not "${spacing}"`);
  }
  const [least, most] = schedule.range;
  // Where the schedule begins with data, that is the end of the last step.
  const ends = schedule.level(least).sigma === 0;
  const parts = spacing === "linspace" && !ends ? steps - 1 : steps;
  const count = spacing === "linspace" && ends ? steps + 1 : steps;
  return Array.from({ length: count }, (_, i) =>
    i && i === parts ? least : most - (i * (most - least)) / Math.max(parts, 1),
  );
}
