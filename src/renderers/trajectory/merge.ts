import type { AnyFrame, TrajectoryOf } from "../../protocol/index.ts";
import type { TrajectoryKind } from "./kind.ts";

type Same<T extends TrajectoryOf> = Pick<TrajectoryKind<T>, "sameShape" | "sameSamples">;

/**
 * The newer state of the same output, with the frames of both: a finished output carries a thinned selection, and
 * what had arrived while it ran is kept. A run that starts from other noise is another run and replaces the old.
 */
export function mergeTrajectories<T extends TrajectoryOf>(before: T, after: T, same: Same<T>): T {
  if (!sameRun(before, after, same)) return after;
  // What arrives while the kernel lives may hold more samples than what is saved.
  const more = before.shown > after.shown;
  const frames = more ? before.frames : mergeFrames(before.frames, after.frames);
  after = { ...after, shown: before.shown };
  return { ...after, frames, framesMade: Math.max(before.framesMade, after.framesMade, frames.length) };
}

/** The trajectory as it was before frames of so many samples came: those of fewer are left. */
export const withShown = <T extends TrajectoryOf>(trajectory: T, shown: number): T =>
  shown > trajectory.shown ? { ...trajectory, shown, frames: [] } : trajectory;

/** Frames of both lists by ascending step. Where both have a step the first list's object stays. */
export function mergeFrames<Frame extends AnyFrame>(
  kept: readonly Frame[],
  added: readonly Frame[],
): Frame[] {
  const byStep = new Map(added.map((frame) => [frame.step, frame]));
  for (const frame of kept) byStep.set(frame.step, frame);
  return [...byStep.values()].sort((a, b) => a.step - b.step);
}

function sameRun<T extends TrajectoryOf>(before: T, after: T, same: Same<T>): boolean {
  const [a, b] = [before.frames.at(0), after.frames.at(0)];
  const alike =
    before.kind === after.kind &&
    before.sampler === after.sampler &&
    before.steps === after.steps &&
    before.shown >= after.shown &&
    same.sameShape(before, after);
  return alike && (!a || !b || a.step !== b.step || same.sameSamples(a, b));
}
