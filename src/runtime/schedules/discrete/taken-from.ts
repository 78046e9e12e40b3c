import { isDiscrete } from "./expect.ts";
import { fromLevels } from "./from-levels.ts";
import { valueAt, timeOfFalling } from "./interpolate.ts";
import { expectTime, type NoiseSchedule } from "../noise-schedule.ts";
import type { Schedule } from "./schedule.ts";

/**
 * The schedule whose steps are those of `source` at these rising times. Between two steps its level is the source's
 * own there, and it keeps the times that the source's network is given.
 */
export function takenFrom(source: NoiseSchedule, times: ArrayLike<number>, name: string): Schedule {
  const at = Float64Array.from(times);
  const steps = fromLevels(
    Array.from(at, (time) => source.level(time)),
    name,
  );
  const falling = at.map((time) => -time);
  return {
    ...steps,
    level(t) {
      expectTime(t, steps);
      return source.level(valueAt(at, t));
    },
    timeAt: (logSnr) => timeOfFalling(falling, -source.timeAt(logSnr)),
    original: at.map((time) => networkTime(source, time)),
  };
}

/**
 * The t that a network is given where a schedule is at t: the step itself, for steps taken from another schedule that
 * one's, and 1000 t in continuous time, since embeddings of time are made for about a thousand steps.
 */
export function networkTime(schedule: NoiseSchedule, t: number): number {
  if (!isDiscrete(schedule)) return 1000 * t;
  return schedule.original ? valueAt(schedule.original, t) : t;
}
