import { logSnrOf, type Level, type NoiseSchedule } from "../../schedules/index.ts";

/**
 * A place on a schedule's path as an angle from data (0) to noise (pi / 2): x = scale (cos x_0 + sin eps). With it the
 * probability flow is dy / dangle = cos eps - sin x_0 for y = x / scale, finite wherever the path goes.
 */
export interface Place {
  readonly angle: number;
  readonly scale: number;
}

export const placeOf = ({ alpha, sigma }: Level): Place => ({
  angle: Math.atan2(sigma, alpha),
  scale: Math.hypot(alpha, sigma),
});

/** sigma / alpha at which a path is entered that begins with data itself, where nothing is known of eps. */
const leastNoise = 1e-3;

/** The t where data is taken to be: the schedule's least, or where noise begins to tell. */
export function entrance(schedule: NoiseSchedule): number {
  const [first] = schedule.range;
  return schedule.level(first).sigma > 0 ? first : schedule.timeAt(-2 * Math.log(leastNoise));
}

/** The t of an angle on the path of a schedule. */
export const timeOf = (schedule: NoiseSchedule, angle: number): number =>
  schedule.timeAt(logSnrOf({ alpha: Math.cos(angle), sigma: Math.sin(angle) }));
