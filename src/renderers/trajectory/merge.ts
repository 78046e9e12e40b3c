import type { Trajectory, TrajectoryFrame } from "../../protocol/index.ts";

/**
 * The newer state of the same output, with the frames of both: a finished output carries a thinned selection, and
 * what had arrived while it ran is kept. A run that starts from other noise is another run and replaces the old.
 */
export function mergeTrajectories(before: Trajectory, after: Trajectory): Trajectory {
  if (!sameRun(before, after)) return after;
  const frames = mergeFrames(before.frames, after.frames);
  return { ...after, frames, framesMade: Math.max(before.framesMade, after.framesMade, frames.length) };
}

/** Frames of both lists by ascending step. Where both have a step the first list's object stays. */
export function mergeFrames(
  kept: readonly TrajectoryFrame[],
  added: readonly TrajectoryFrame[],
): TrajectoryFrame[] {
  const byStep = new Map(added.map((frame) => [frame.step, frame]));
  for (const frame of kept) byStep.set(frame.step, frame);
  return [...byStep.values()].sort((a, b) => a.step - b.step);
}

function sameRun(before: Trajectory, after: Trajectory): boolean {
  const [a, b] = [before.frames.at(0), after.frames.at(0)];
  const alike =
    before.kind === after.kind &&
    before.sampler === after.sampler &&
    before.steps === after.steps &&
    before.shown === after.shown &&
    before.sampleShape.join() === after.sampleShape.join();
  return alike && (!a || !b || a.step !== b.step || a.x.data === b.x.data);
}
