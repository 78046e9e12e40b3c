import type { Trajectory, TrajectoryOf } from "../../protocol/index.ts";
import type { Axis } from "./axis.ts";

/** A number of the shown frame beside the buttons. */
export interface Reading {
  readonly name: string;
  readonly text: string;
  /** As many characters keep their room, so that the readings beside it stay where they are. */
  readonly characters: number;
}

/** What the transport tells of time besides the step: readings, the strip under the slider, the words at its ends. */
export interface Timing<T extends TrajectoryOf = Trajectory> {
  /** Under the slider, with its horizontal extent. */
  readonly strip: HTMLElement;
  /** What the strip's marks stand for. */
  readonly keys: readonly HTMLElement[];
  /** Draws the strip along the slider's axis (the same object while nothing of it changes), and the keys as far as they hold. */
  draw(trajectory: T, index: number, axis: Axis<T["frames"][number]>): void;
  readings(trajectory: T, index: number): Reading[];
  /** What stands at the first and the last step. */
  ends(trajectory: T): readonly [first: End, last: End];
  /** log(alpha² / sigma²) of a frame; absent for kinds that have no such noise. */
  readonly logSnr?: (frame: T["frames"][number]) => number;
}

/** What stands at an end of the time axis; its timestep where it is known. */
export interface End {
  readonly what: string;
  readonly t: number | null;
}
