import type { MimeBundle } from "../../protocol/host.ts";
import type { TrajectoryOf } from "../../protocol/trajectory-head.ts";
import type { RunFrame } from "./run.ts";

/** How a run of one kind becomes what its viewer gets. */
export interface Followed<T extends TrajectoryOf> {
  /** The trajectory without frames, from the first frame. */
  readonly head: T;
  /** A frame as it travels. Throws a TypeError for a frame of another kind. */
  pack: (frame: RunFrame) => Promise<T["frames"][number]>;
  /** Samples in a packed frame, where they are more than the notebook keeps, and the frame with those alone. */
  readonly more?: number;
  first?: (frame: T["frames"][number]) => T["frames"][number];
  /** What of the trajectory is kept in the notebook. */
  bundle: (trajectory: T) => MimeBundle;
}
