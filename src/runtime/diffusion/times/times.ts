import type { Stream } from "../../random/index.ts";
import type { NoiseSchedule } from "../../schedules/index.ts";

/** The t of a batch and, where they were drawn more or less often than evenly, what each loss is multiplied by. */
export interface DrawnTimes {
  readonly t: ArrayLike<number>;
  readonly weights?: ArrayLike<number>;
}

/** How a loss draws the t of its examples. */
export interface Times {
  readonly name: string;
  draw(schedule: NoiseSchedule, count: number, random: Stream): DrawnTimes;
  /** Is told the loss of each example; a run is known by its stream. */
  learn?(schedule: NoiseSchedule, random: Stream, t: ArrayLike<number>, losses: ArrayLike<number>): void;
}
