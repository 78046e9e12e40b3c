import { colourMap, rgbOf } from "../theme/colour-map.ts";
import type { Colours } from "../theme/colours.ts";
import { corner, type Grid, type PixelPlace } from "./grid.ts";
import { toPixels, toSigned, type Range } from "./pixels.ts";

export interface Batch {
  values: ArrayLike<number>;
  count: number;
  shape: readonly [height: number, width: number, channels: number];
  range: Range;
}

/** Draws a batch of pictures, each pixel a sharp square, into a context whose unit is a CSS pixel. */
export function drawBatch(
  context: CanvasRenderingContext2D,
  { values, count, shape: [height, width, channels], range }: Batch,
  grid: Grid,
  colours: Colours,
): void {
  const bytes = toPixels(values, 0, [count * height, width, channels], range, rgbOf(colours.alarm));
  drawStack(context, bytes, [count, height, width], grid);
}

/** Draws the first channel of a batch from -`most` to `most` by a map of colours, each pixel a sharp square. */
export function drawSigned(
  context: CanvasRenderingContext2D,
  { values, count, shape: [height, width, channels] }: Omit<Batch, "range">,
  most: number,
  grid: Grid,
  colours: Colours,
): void {
  const map = colourMap("signed", colours);
  const bytes = toSigned(values, [count * height, width, channels], most, map, rgbOf(colours.alarm));
  drawStack(context, bytes, [count, height, width], grid);
}

const scratch = document.createElement("canvas");

/** Draws pictures that lie under each other in RGBA bytes. */
export function drawStack(
  context: CanvasRenderingContext2D,
  bytes: Uint8ClampedArray<ArrayBuffer>,
  [count, height, width]: readonly [number, number, number],
  grid: Grid,
): void {
  const small = scratch.getContext("2d");
  if (!small || count === 0 || height === 0 || width === 0) return;
  // All at once into the scratch canvas: the browser's cost is by the call more than by the pixel.
  if (scratch.width !== width || scratch.height !== height * count) {
    scratch.width = width;
    scratch.height = height * count;
  }
  small.putImageData(new ImageData(bytes, width, height * count), 0, 0);
  context.imageSmoothingEnabled = grid.scale < 1;
  context.imageSmoothingQuality = "medium";
  for (let sample = 0; sample < count; sample++) {
    const [x, y] = corner(sample, grid, [height, width]);
    const size = [width * grid.scale, height * grid.scale] as const;
    context.drawImage(scratch, 0, sample * height, width, height, x, y, ...size);
  }
}

/** Frames one picture and one pixel in it. */
export function drawPin(
  context: CanvasRenderingContext2D,
  place: PixelPlace,
  grid: Grid,
  [height, width]: readonly [number, number],
  colours: Colours,
): void {
  const [x, y] = corner(place.sample, grid, [height, width]);
  context.lineWidth = 1;
  context.strokeStyle = colours.focus;
  context.strokeRect(x - 1.5, y - 1.5, width * grid.scale + 3, height * grid.scale + 3);
  const [left, top] = [x + place.column * grid.scale, y + place.row * grid.scale];
  // Black around white: seen on every grey.
  context.strokeStyle = "#000";
  context.strokeRect(left - 1.5, top - 1.5, grid.scale + 3, grid.scale + 3);
  context.strokeStyle = "#fff";
  context.strokeRect(left - 0.5, top - 0.5, grid.scale + 1, grid.scale + 1);
}
