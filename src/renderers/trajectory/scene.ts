import type { Trajectory } from "../../protocol/index.ts";
import type { Colours } from "../theme/colours.ts";

/** Everything a picture depends on but its own pins. */
export interface Scene {
  readonly trajectory: Trajectory;
  /** The shown frame's index in `trajectory.frames`; −1 while there is none. */
  readonly index: number;
  readonly colours: Colours;
}

/** A drawn pane and what it is called, for saving. */
export interface Picture {
  readonly caption: string;
  readonly canvas: HTMLCanvasElement;
}

/** The part of the viewer that shows the samples themselves. */
export interface Stage {
  readonly element: HTMLElement;
  draw(scene: Scene): void;
  pictures(): Picture[];
}
