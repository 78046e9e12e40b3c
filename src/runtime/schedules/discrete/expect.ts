import type { NoiseSchedule } from "../noise-schedule.ts";
import type { Schedule } from "./schedule.ts";

/** Whether a schedule is one of steps. */
export const isDiscrete = (schedule: NoiseSchedule): schedule is Schedule => "betas" in schedule;

/** The schedule if it is one of steps; throws a TypeError that says who needs one. */
export function expectDiscrete(schedule: NoiseSchedule, who: string): Schedule {
  if (isDiscrete(schedule)) return schedule;
  throw new TypeError(
    `${who} goes through the steps of a schedule, and "${schedule.name}" is one of continuous time: ` +
      `schedule.discretize(steps) makes steps of it`,
  );
}
