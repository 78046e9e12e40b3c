import type { Trajectory, TrajectoryOf } from "../../protocol/index.ts";
import type { Colours } from "../theme/colours.ts";

/** Everything a picture depends on but its own pins. */
export interface Scene<T extends TrajectoryOf = Trajectory> {
  readonly trajectory: T;
  /** The shown frame's index in `trajectory.frames`; −1 while there is none. */
  readonly index: number;
  readonly colours: Colours;
}

/** A drawn pane and what it is called, for saving. */
export interface Picture {
  readonly caption: string;
  readonly canvas: HTMLCanvasElement;
  /** In CSS pixels, where it is not the size that the page gives the canvas. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** Something of the picture that a person chooses, with its name. */
export interface Setting {
  readonly name: string;
  readonly element: HTMLElement;
}

/** The part of the viewer that shows the samples themselves. */
export interface Stage<T extends TrajectoryOf = Trajectory> {
  readonly element: HTMLElement;
  draw(scene: Scene<T>): void;
  pictures(): Picture[];
  readonly settings?: readonly Setting[];
  /** Another that shows the same with the same picks, to draw frames out of sight; absent where that cannot be. */
  twin?(): Stage<T>;
}
