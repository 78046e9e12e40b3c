/** Pictures in rows, each above its label where there are labels, in CSS pixels. */
export interface PictureGrid {
  readonly columns: number;
  readonly tile: readonly [width: number, height: number];
  readonly labelled: boolean;
}

/** A pixel of a picture. */
export interface Pixel {
  readonly picture: number;
  readonly row: number;
  readonly column: number;
}

const gap = 4;
const labelHeight = 16;

const rowHeight = ({ tile, labelled }: PictureGrid): number => tile[1] + gap + (labelled ? labelHeight : 0);

/** As many columns as fit. */
export const columnsThatFit = (available: number, width: number, pictures: number): number =>
  Math.max(1, Math.min(pictures, Math.floor((available + gap) / (width + gap))));

export const cornerOf = (grid: PictureGrid, picture: number): [x: number, y: number] => [
  (picture % grid.columns) * (grid.tile[0] + gap),
  Math.floor(picture / grid.columns) * rowHeight(grid),
];

export const sizeOf = (grid: PictureGrid, pictures: number): [width: number, height: number] => [
  grid.columns * (grid.tile[0] + gap) - gap,
  Math.ceil(pictures / grid.columns) * rowHeight(grid) - gap,
];

/** The pixel at a point of the grid, of pictures of `height` by `width`; null between them. */
export function pixelAt(
  grid: PictureGrid,
  [pictures, height, width]: readonly [number, number, number, ...number[]],
  x: number,
  y: number,
): Pixel | null {
  const column = Math.floor(x / (grid.tile[0] + gap));
  const row = Math.floor(y / rowHeight(grid));
  const picture = row * grid.columns + column;
  if (column < 0 || column >= grid.columns || row < 0 || picture >= pictures) return null;
  const [left, up] = cornerOf(grid, picture);
  const at = {
    picture,
    row: Math.floor(((y - up) / grid.tile[1]) * height),
    column: Math.floor(((x - left) / grid.tile[0]) * width),
  };
  return at.row >= 0 && at.row < height && at.column >= 0 && at.column < width ? at : null;
}
