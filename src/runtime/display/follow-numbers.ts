import type { Trajectory } from "../../protocol/trajectory.ts";
import type { Frame, Sampling } from "../samplers/index.ts";
import type { Followed } from "./followed.ts";
import type { RunAbout } from "./run.ts";
import { trajectoryKind } from "./sample-kind.ts";
import {
  beginTrajectory,
  firstSamples,
  liveShown,
  packFrame,
  trajectoryBundle,
  type TrajectoryOptions,
} from "./trajectory.ts";

/** Follows a run of points or images; null for samples of another shape, which no viewer draws. */
export async function followNumbers(
  first: Frame,
  about: RunAbout,
  options: TrajectoryOptions,
): Promise<Followed<Trajectory> | null> {
  const kind = trajectoryKind(first.x.shape.slice(1));
  if (!kind) return null;
  const named: Sampling["about"] = {
    ...about,
    sampler: about.sampler ?? "Sampler",
    options: about.options ?? [],
  };
  const head = await beginTrajectory(first, kind, named, options);
  const shown = liveShown(head);
  return {
    head,
    ...(shown > head.shown ? { more: shown, first: (frame) => firstSamples(frame, head) } : {}),
    async pack(frame) {
      if (!("x" in frame)) throw new TypeError("A run that begins with numbers must go on with numbers");
      return packFrame(frame, { ...head, shown }, named);
    },
    bundle: trajectoryBundle,
  };
}
