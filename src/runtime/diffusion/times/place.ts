import { isDiscrete, type NoiseSchedule } from "../../schedules/index.ts";

/** The t that lies at a fraction of the schedule, in (0, 1): one of its steps, each as likely, or any t. */
export function timeAtFraction(schedule: NoiseSchedule, fraction: number): number {
  if (isDiscrete(schedule)) return Math.min(Math.floor(fraction * schedule.steps), schedule.steps - 1);
  const [first, last] = schedule.range;
  return first + (last - first) * fraction;
}

/** The t at which ln snr is `logSnr`, or the step nearest to it. */
export function timeAtLogSnr(schedule: NoiseSchedule, logSnr: number): number {
  const t = schedule.timeAt(logSnr);
  return isDiscrete(schedule) ? Math.round(t) : t;
}

/** `count` numbers of U(0, 1), both ends left out: at the ends of continuous time a weight may be infinite. */
export const fractions = (random: { uniform(length: number): ArrayLike<number> }, count: number): number[] =>
  Array.from(random.uniform(count), (u) => u + 2 ** -25);
