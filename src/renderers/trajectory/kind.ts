import type * as v from "valibot";
import type { AnyTrajectory, TrajectoryOf } from "../../protocol/index.ts";
import type { Stage } from "./scene.ts";
import type { Timing } from "./timing.ts";

/** What a stage calls when a person has picked something in it. */
export interface Picks {
  /** Draws anew, and has the slider take the keys. */
  changed: () => void;
  /** Draws anew: for a stage, or a part of it, that has keys of its own. */
  redraw: () => void;
}

/** What the viewer must know of a kind of trajectory: how its frames are read and told apart, and what is drawn of them. */
export interface TrajectoryKind<T extends TrajectoryOf> {
  /** How a frame is written. */
  readonly frame: v.GenericSchema<unknown, T["frames"][number]>;
  /** The payload where it is of this kind, else null. */
  of(payload: AnyTrajectory): T | null;
  /** Finds what the schema cannot, so that no frame that passes throws when it is drawn. Throws BadPayload. */
  check(trajectory: T, frames: T["frames"]): void;
  /** Whether frames of both have the same shape. */
  sameShape(a: T, b: T): boolean;
  /** Whether two frames of the same step hold the same samples. */
  sameSamples(a: T["frames"][number], b: T["frames"][number]): boolean;
  /** Whether this goes from noise to data, or the other way. */
  direction(trajectory: T): "forward" | "reverse";
  /** What of the shown frame must not be overlooked; null where all is well. */
  alarm(frame: T["frames"][number]): string | null;
  /** The parts that show it. */
  parts(picks: Picks): { readonly stage: Stage<T>; readonly timing: Timing<T> };
}
