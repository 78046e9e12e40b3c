import type { ComparedRun } from "../../protocol/index.ts";
import type { Colours } from "../theme/colours.ts";
import type { Picture } from "../trajectory/scene.ts";
import type { PixelDifference } from "./pixel-difference.ts";
import type { Quantity } from "./quantity.ts";

/** Everything the panes depend on but their own pins. */
export interface Scene {
  readonly runs: readonly ComparedRun[];
  /** Each run's frame now; −1 before its first. */
  readonly at: readonly number[];
  readonly quantity: Quantity;
  /** Whether the difference is shown, and of which run to the first. */
  readonly difference: boolean;
  readonly other: number;
  readonly colours: Colours;
}

/** What the panes found out that is said in numbers. */
export interface Finding {
  /** Of the first run and the other, where both have values that can be compared. */
  readonly pair: { readonly a: Float32Array; readonly b: Float32Array } | null;
  /** The same as pixels, where they were compared for the picture. */
  readonly pixels: PixelDifference | null;
  /** What the ends of the difference's colours stand for: "±5 % of particles"; null where there is none. */
  readonly scale: string | null;
}

/** The part of the viewer that shows the samples themselves. */
export interface Stage {
  readonly element: HTMLElement;
  draw(scene: Scene): Finding;
  pictures(): Picture[];
}
