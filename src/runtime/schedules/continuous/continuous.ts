import { logSnrOf } from "../level.ts";
import { expectLogSnr, expectTime } from "../noise-schedule.ts";
import { discretize } from "./discretize.ts";
import type { ContinuousSchedule } from "./schedule.ts";
import { showsItself } from "../shows-itself.ts";

/** What a path says of itself for t in [0, 1]; `timeAt` may leave it where no t has that log-SNR. */
export type Path = Omit<ContinuousSchedule, "range" | "logSnr" | "discretize"> &
  Partial<Pick<ContinuousSchedule, "logSnr">>;

/** The schedule of a path: its functions, kept to [0, 1]. */
export function continuous(path: Path): ContinuousSchedule {
  const within =
    <T>(value: (t: number) => T) =>
    (t: number): T => {
      expectTime(t, schedule);
      return value(t);
    };
  const schedule: ContinuousSchedule = {
    ...showsItself,
    name: path.name,
    range: [0, 1],
    level: within(path.level),
    logSnr: within(path.logSnr ?? ((t) => logSnrOf(path.level(t)))),
    dLogSnr: within(path.dLogSnr),
    dLevel: within(path.dLevel),
    drift: within(path.drift),
    diffusionSquared: within(path.diffusionSquared),
    timeAt(logSnr) {
      expectLogSnr(logSnr);
      if (logSnr >= schedule.logSnr(0)) return 0;
      if (logSnr <= schedule.logSnr(1)) return 1;
      return Math.min(Math.max(path.timeAt(logSnr), 0), 1);
    },
    discretize: (steps) => discretize(schedule, steps),
  };
  return schedule;
}
