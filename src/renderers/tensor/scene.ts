import type { Tensor } from "../../protocol/index.ts";
import type { Colours } from "../theme/colours.ts";
import type { ColourMap } from "../theme/colour-map.ts";
import type { Plane, Viewport } from "./plane.ts";
import type { Selection } from "./selection.ts";
import type { Source } from "./source.ts";

/** What a stage draws. */
export interface Scene {
  readonly tensor: Tensor;
  readonly source: Source;
  readonly selection: Selection;
  readonly colours: Colours;
  readonly map: ColourMap;
  /** Values at the ends of the colour map. */
  readonly window: readonly [low: number, high: number];
  /** The part of the selection that is in sight, at no more than so many cells; null where there is nothing of it. */
  readonly plane: (viewport: Viewport, most: readonly [rows: number, columns: number]) => Plane | null;
}

/** One way to look at a tensor. */
export interface Stage {
  readonly element: HTMLElement;
  draw(scene: Scene): void;
  /** What it shows as a picture; null where it shows none. */
  picture?: () => HTMLCanvasElement | null;
}
