import {
  axisLength,
  axisOf,
  frameAt,
  placesOf,
  sameTime,
  timeAt,
  type ComparedRun,
  type TimeAxis,
  type Trajectory,
  type TrajectoryFrame,
} from "../../protocol/index.ts";
import { stepAxis, type Axis } from "../trajectory/axis.ts";

/** All runs' frames on one axis of t. */
export interface CommonTimeline {
  readonly axis: TimeAxis;
  /** Where each run's frames lie. */
  readonly places: readonly (readonly number[])[];
  /** Where any run has a frame, ascending: what the slider steps through. */
  readonly stops: readonly number[];
  /** A trajectory with a frame of some run at every stop, its step the stop: what the strip under the slider draws. */
  readonly levels: Trajectory;
  readonly levelAxis: Axis<TrajectoryFrame>;
  /** Whether t counts steps, so that every t is a whole number. */
  readonly whole: boolean;
}

export function commonTimeline(runs: readonly ComparedRun[]): CommonTimeline {
  const trajectories = runs.map(({ trajectory }) => trajectory);
  const axis = axisOf(trajectories);
  const places = trajectories.map((trajectory) => placesOf(trajectory, axis));
  const byPlace = new Map<number, TrajectoryFrame>();
  trajectories.forEach(({ frames }, run) =>
    frames.forEach((frame, i) => byPlace.set(stop(places[run][i]), frame)),
  );
  const stops = [...byPlace.keys()].sort((a, b) => a - b);
  const frames = stops.flatMap((place) => {
    const frame = byPlace.get(place);
    return frame ? [{ ...frame, step: place }] : [];
  });
  const levels = { ...trajectories[0], steps: axisLength, frames };
  return {
    axis,
    places,
    stops,
    levels,
    levelAxis: stepAxis(levels),
    whole: trajectories.every((each) => each.frames.every(({ t }) => Number.isInteger(t))),
  };
}

const stop = (place: number): number => Math.round(place * placesPerUnit) / placesPerUnit;
const placesPerUnit = Math.round(1 / sameTime);

/** The index of each run's frame at a place: the last that is not beyond it, −1 before its first. */
export const framesAt = ({ places }: CommonTimeline, place: number): number[] =>
  places.map((each) => frameAt(each, place));

/** The t at a place. */
export function timeOf({ axis, whole }: CommonTimeline, place: number): number {
  const t = timeAt(axis, place);
  return whole ? Math.round(t) : t;
}
