import { axisOf, frameAt, placesOf } from "../../../protocol/common-time.ts";
import type { Trajectory } from "../../../protocol/trajectory.ts";
import { thin } from "../thin.ts";

/**
 * A selection of each run's frames that together take at most `room` (2 of each are kept at least), a frame as much as
 * `sizeOf` says. Runs of few frames keep them all where they fit; those of more keep the frames at the same t first, so that
 * what is compared is of one t, and others evenly between.
 */
export function thinTogether<Run extends Pick<Trajectory, "frames" | "steps" | "state">>(
  runs: readonly Run[],
  room: number,
  sizeOf: (run: Run) => number,
): Run[] {
  const axis = axisOf(runs);
  const order = [...runs].sort((a, b) => a.frames.length - b.frames.length);
  const times: number[] = [];
  const kept = new Map<Run, Run>();
  let left = room;
  for (const [i, run] of order.entries()) {
    const places = placesOf(run, axis);
    const most = Math.max(2, Math.floor(left / (order.length - i) / sizeOf(run)));
    const indexes = selection(places, most, times);
    kept.set(run, { ...run, frames: indexes.map((index) => run.frames[index]) });
    times.push(...indexes.map((index) => places[index]));
    left -= indexes.length * sizeOf(run);
  }
  return runs.map((run) => kept.get(run) ?? run);
}

/** At most `most` ascending indexes: the first, the last, those at the given times, then others evenly. */
function selection(places: readonly number[], most: number, times: readonly number[]): number[] {
  const all = places.map((_, i) => i);
  if (all.length <= most) return all;
  const wanted = new Set([0, all.length - 1, ...times.map((time) => Math.max(0, frameAt(places, time)))]);
  const anchors = thin(ascending(wanted), most);
  const others = all.filter((i) => !anchors.includes(i));
  const free = most - anchors.length;
  return ascending(new Set([...anchors, ...(free < 2 ? [] : thin(others, free))]));
}

const ascending = (set: ReadonlySet<number>): number[] => [...set].sort((a, b) => a - b);
