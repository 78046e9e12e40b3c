// Where each picture of a batch lies in one square-ish grid, and which pixel a click means.

export interface Grid {
  columns: number;
  rows: number;
  /** Screen pixels for each picture pixel. */
  scale: number;
  /** Size of the whole in CSS pixels. */
  width: number;
  height: number;
}

/** A pixel of one sample. */
export interface PixelPlace {
  sample: number;
  row: number;
  column: number;
}

export const gap = 4;

/** The largest grid of `count` pictures that is at most `available` wide, in whole screen pixels where it can be. */
export function fitGrid(count: number, shape: readonly [number, number], available: number): Grid {
  const columns = columnsOf(count);
  const exact = (available - gap * (columns - 1)) / columns / Math.max(1, shape[1]);
  return scaledGrid(count, shape, exact >= 1 ? Math.floor(exact) : Math.max(exact, 0.05));
}

/** A grid of pictures whose pixels have a size of their own. */
export function scaledGrid(count: number, [height, width]: readonly [number, number], scale: number): Grid {
  const columns = columnsOf(count);
  const rows = Math.max(1, Math.ceil(count / columns));
  return {
    columns,
    rows,
    scale,
    width: columns * width * scale + gap * (columns - 1),
    height: rows * height * scale + gap * (rows - 1),
  };
}

/** Columns that leave no hole where that is possible without a long row (8 is 4 by 2), else a square. */
function columnsOf(count: number): number {
  const root = Math.sqrt(Math.max(1, count));
  for (let columns = Math.ceil(root); columns <= 2 * root; columns++) {
    if (count % columns === 0) return columns;
  }
  return Math.ceil(root);
}

/** Upper left corner of a sample's picture. */
export function corner(
  sample: number,
  grid: Grid,
  [height, width]: readonly [number, number],
): [number, number] {
  const row = Math.floor(sample / grid.columns);
  const column = sample % grid.columns;
  return [column * (width * grid.scale + gap), row * (height * grid.scale + gap)];
}

/** The pixel under a point of the grid; null between the pictures and beyond the last. */
export function pixelAt(
  [x, y]: readonly [number, number],
  count: number,
  grid: Grid,
  [height, width]: readonly [number, number],
): PixelPlace | null {
  const column = Math.floor(x / (width * grid.scale + gap));
  const row = Math.floor(y / (height * grid.scale + gap));
  const sample = row * grid.columns + column;
  if (column < 0 || column >= grid.columns || row < 0 || sample >= count) return null;
  const [left, top] = corner(sample, grid, [height, width]);
  const place = {
    sample,
    row: Math.floor((y - top) / grid.scale),
    column: Math.floor((x - left) / grid.scale),
  };
  return place.row < height && place.column < width ? place : null;
}
