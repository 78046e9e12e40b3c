import { expectInteger } from "../../core/shape.ts";
import type { Schedule } from "../discrete/schedule.ts";
import { takenFrom } from "../discrete/taken-from.ts";
import type { NoiseSchedule } from "../noise-schedule.ts";

/** Steps at evenly spaced t up to 1; the first is at 0 unless that is data, which no step is. */
export function discretize(schedule: NoiseSchedule, steps: number): Schedule {
  expectInteger("steps", steps, 1);
  const first = steps > 1 && schedule.level(0).sigma > 0 ? 0 : 1;
  const times = Array.from({ length: steps }, (_, i) => (i + first) / (steps - 1 + first));
  return takenFrom(schedule, times, `${schedule.name}, ${steps} steps`);
}
