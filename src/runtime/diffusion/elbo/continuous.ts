import type { ContinuousSchedule, NoiseSchedule } from "../../schedules/index.ts";

/** The schedule if it says how fast its signal falls; throws a TypeError otherwise. */
export function expectContinuous(schedule: NoiseSchedule): ContinuousSchedule {
  if ("dLogSnr" in schedule && "logSnr" in schedule) return schedule as ContinuousSchedule;
  throw new TypeError(
    `The schedule "${schedule.name}" has neither steps nor d ln snr / dt, and the bound needs one of them`,
  );
}
