import { clamp } from "../scale/linear.ts";

/** Room between two panes, and the sides that a pane of pictures may have. */
const gap = 16;
const [least, most] = [204, 320];
/** From this width on the curve stands beside the pictures. */
const wide = 640;

export interface ImagesLayout {
  /** Panes of pictures in a row, and how wide each may be. */
  readonly columns: number;
  readonly share: number;
  /** Whether the pixel's curve stands beside them, or below. */
  readonly beside: boolean;
}

/** How panes of pictures and a pixel's curve share a width. */
export function imagesLayout(available: number, panes: number, curve: boolean): ImagesLayout {
  const many = Math.max(1, panes);
  const beside = curve && available >= wide && many <= 2;
  if (beside) return { columns: panes, share: clamp((available - 2 * gap) * 0.29, least, most), beside };
  const columns = Math.min(many, available >= wide ? 4 : 2);
  return { columns, share: Math.min(most, (available - (columns - 1) * gap) / columns), beside };
}
