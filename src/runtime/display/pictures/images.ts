import { canvas, type Canvas, type Colour } from "./canvas.ts";

/** Images laid out one after the other: [n, height, width, channels] with 1 (grey) or 3 (RGB) channels. */
export interface Images {
  values: ArrayLike<number>;
  shape: readonly [height: number, width: number, channels: number];
  /** What black and white mean. */
  range: readonly [number, number];
}

const gap = 4;
const tile = 48;

/** Whole pixels per pixel of an image: small images are enlarged to about a tile, large ones stay as they are. */
export const scaleFor = ([height, width]: Images["shape"]): number =>
  Math.max(1, Math.round(tile / Math.max(height, width)));

/** Draws one image with its upper left corner at a place. */
export function drawImage(
  on: Canvas,
  left: number,
  top: number,
  { values, shape, range }: Images,
  index: number,
): void {
  const [height, width, channels] = shape;
  const scale = scaleFor(shape);
  const [black, white] = range;
  const level = (row: number, column: number, channel: number) => {
    const value = values[((index * height + row) * width + column) * channels + channel];
    return Math.min(Math.max(((value - black) / (white - black)) * 255, 0), 255);
  };
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const last = channels - 1;
      const colour: Colour = [
        level(row, column, 0),
        level(row, column, Math.min(1, last)),
        level(row, column, last),
      ];
      on.rectangle(left + column * scale, top + row * scale, scale, scale, colour);
    }
  }
}

/** A sheet of rows x columns images; `pick` says which image of which set stands where. */
function sheet(
  rows: number,
  columns: number,
  like: Images,
  pick: (row: number, column: number) => [Images, number] | null,
): string {
  const [height, width] = like.shape.map((length) => length * scaleFor(like.shape));
  const on = canvas(columns * (width + gap) - gap, rows * (height + gap) - gap, { clear: true });
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const picked = pick(row, column);
      if (picked) drawImage(on, column * (width + gap), row * (height + gap), ...picked);
    }
  }
  return on.png();
}

/** A PNG of `count` images in rows of up to 16. */
export function imageGrid(images: Images, count: number): string {
  const columns = Math.min(count, 16);
  return sheet(Math.ceil(count / columns), columns, images, (row, column) => {
    const index = row * columns + column;
    return index < count ? [images, index] : null;
  });
}

/** A PNG with a column for each state and a row for each of the first `count` images. */
export function contactSheet(states: readonly Images[], count: number): string {
  return sheet(count, states.length, states[0], (row, column) => [states[column], row]);
}

/** The same where a column stays free for a state that is not there yet. */
export function clearSheet(
  states: readonly (ArrayLike<number> | null)[],
  like: Omit<Images, "values">,
  count: number,
): string {
  const pick = (row: number, column: number): [Images, number] | null => {
    const values = states[column];
    return values && [{ ...like, values }, row];
  };
  return sheet(count, states.length, { ...like, values: [] }, pick);
}

/** A PNG with a row for each set and a column for each of their first `count` images. */
export function imageRows(sets: readonly Images[], count: number): string {
  return sheet(sets.length, count, sets[0], (row, column) => [sets[row], column]);
}
