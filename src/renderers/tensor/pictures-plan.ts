import {
  blocksShape,
  channelsLast,
  imageLayout,
  wholeAxis,
  type Cut,
  type ImageLayout,
} from "../../protocol/index.ts";
import { columnsThatFit, type PictureGrid } from "./picture-grid.ts";
import type { Scene } from "./scene.ts";

/** The pictures of a tensor as they are to be drawn, and where. */
export interface PicturesPlan extends PictureGrid {
  readonly layout: ImageLayout;
  readonly values: Float64Array;
  readonly sides: readonly [many: number, height: number, width: number, channels: number];
  /** Pictures of the batch, and how many of them are asked for. */
  readonly batch: number;
  readonly wanted: number;
  /** Pictures that a press of the button adds. */
  readonly step: number;
  readonly blocks: readonly [rows: number, columns: number];
  readonly exact: boolean;
}

/**
 * Plans as many of the first pictures as are asked for (`shown`, or a few rows for 0), each about `size` pixels of the
 * screen wide. Null where there is nothing of them.
 */
export function planPictures(
  { tensor: { shape, labels }, source }: Pick<Scene, "tensor" | "source">,
  { available, size, shown }: { available: number; size: number; shown: number },
): PicturesPlan | null {
  const layout = imageLayout(shape);
  if (!layout) return null;
  const batch = layout.batch === null ? 1 : shape[layout.batch];
  const tile = tileOf(shape[layout.rows], shape[layout.columns], layout.batch === null, available, size);
  const columns = columnsThatFit(available, tile[0], batch);
  const step = columns * Math.max(1, Math.ceil(3 / Math.max(1, Math.ceil(tile[1] / 120))));
  const wanted = Math.min(batch, shown === 0 ? step : shown);
  const there = layout.batch === null ? 1 : kept(wanted, layout.batch, source);
  const cuts = shape.map((length, axis): Cut => {
    const whole = wholeAxis(length);
    if (axis === layout.batch) return { ...whole, count: there };
    const pixels = axis === layout.rows ? tile[1] : axis === layout.columns ? tile[0] : null;
    return pixels === null ? whole : { ...whole, block: Math.max(1, Math.ceil(length / (2 * pixels))) };
  });
  const grid = source.part(cuts);
  if (!grid) return null;
  const sides = blocksShape(grid.cuts);
  const channels = layout.channels === null ? 1 : sides[layout.channels];
  const first = layout.channels !== null && layout.channels < layout.rows;
  return {
    layout,
    values: first ? channelsLast(grid.mean, there, channels) : grid.mean,
    sides: [there, sides[layout.rows], sides[layout.columns], channels],
    columns,
    tile,
    labelled: labels !== null,
    batch,
    wanted,
    step,
    blocks: [grid.cuts[layout.rows].block, grid.cuts[layout.columns].block],
    exact: grid.exact,
  };
}

/** A usual width of pictures on the screen: that of their pixels, but wide enough to be seen, with words below to be read. */
export function natural({ tensor: { shape, labels } }: Pick<Scene, "tensor">): number {
  const layout = imageLayout(shape);
  const least = labels ? 96 : 56;
  return layout ? Math.min(Math.max(least, shape[layout.columns]), 240) : least;
}

/** How large a picture is on the screen: whole pixels of it for each pixel of a small picture. */
function tileOf(
  height: number,
  width: number,
  alone: boolean,
  available: number,
  size: number,
): [width: number, height: number] {
  const across = Math.min(available, alone ? Math.max(size * 4, Math.min(width, 512)) : size);
  const rounded = Math.round(across / width);
  const scale = rounded >= 1 ? Math.min(rounded, Math.max(1, Math.floor(available / width))) : across / width;
  return [Math.round(width * scale), Math.max(1, Math.round(height * scale))];
}

/** How many of the first pictures are there. */
function kept(wanted: number, axis: number, source: Scene["source"]): number {
  let many = wanted;
  while (many > 1 && !source.has(axis, many - 1)) many--;
  return many;
}
