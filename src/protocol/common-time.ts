// Where the frames of several runs lie on one axis of t, though each has steps of its own.
import type { Trajectory } from "./trajectory.ts";

type Run = Pick<Trajectory, "frames" | "steps" | "state">;

/** The t at both ends of the axis: from noise to data, or from data to noise where that is the runs' way. */
export interface TimeAxis {
  readonly from: number;
  readonly to: number;
}

/** Places on the axis are from 0 to this. */
export const axisLength = 1000;

/** The axis that holds all runs. A way to data is meant to reach t = 0, whether it has or not. */
export function axisOf(runs: readonly Run[]): TimeAxis {
  const firsts = runs.flatMap(({ frames }) => frames.slice(0, 1)).map(({ t }) => t);
  const lasts = runs.flatMap(({ frames }) => frames.slice(-1)).map(({ t }) => t);
  if (firsts.length === 0) return { from: 1, to: 0 };
  const rises = lasts.some((t, i) => t > firsts[i]);
  return rises ? { from: Math.min(...firsts), to: Math.max(...lasts) } : { from: Math.max(...firsts), to: 0 };
}

/** The t that a place on the axis stands for. */
export const timeAt = ({ from, to }: TimeAxis, place: number): number =>
  from + ((to - from) * place) / axisLength;

/**
 * Where a run's frames lie, ascending. Frames of one t (dynamics at one level of noise) share the way to the next t; those
 * of a run that stays at its t share the rest of the axis by the steps that are planned. A t that goes back (a sampler that
 * adds noise) stays where the run had come.
 */
export function placesOf({ frames, steps, state }: Run, { from, to }: TimeAxis): number[] {
  const long = to - from || 1;
  let reached = 0;
  const exact = frames.map(({ t }) => {
    const place = ((t - from) / long) * axisLength;
    reached = Math.min(axisLength, Math.max(reached, place));
    return reached;
  });
  const places: number[] = [];
  for (let start = 0; start < frames.length;) {
    let end = start + 1;
    while (end < frames.length && exact[end] === exact[start]) end++;
    const here = exact[start];
    const stays = end === frames.length && (start === 0 || state === "finished");
    const [goal, parts] = stays
      ? [axisLength, Math.max(1, steps - frames[start].step)]
      : [exact.at(end) ?? here, end - start];
    for (let i = start; i < end; i++) {
      const done = stays ? frames[i].step - frames[start].step : i - start;
      places.push(end - start === 1 ? here : here + ((goal - here) * Math.min(done, parts)) / parts);
    }
    start = end;
  }
  return places;
}

/** Places come of divisions: the same t of two runs may differ in the last digits. */
export const sameTime = axisLength * 1e-9;

/** Index of the last of the ascending places that is not beyond `place`; −1 where the run begins later. */
export function frameAt(places: readonly number[], place: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle] <= place + sameTime) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
