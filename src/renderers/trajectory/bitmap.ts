import { corner, type Grid, type PixelPlace } from "./grid.ts";
import { toPixels, type Range } from "./pixels.ts";
import type { Colours } from "../theme/colours.ts";

export interface Batch {
  values: ArrayLike<number>;
  count: number;
  shape: readonly [height: number, width: number, channels: number];
  range: Range;
}

const scratch = document.createElement("canvas");

/** Draws a batch of pictures, each pixel a sharp square, into a context whose unit is a CSS pixel. */
export function drawBatch(
  context: CanvasRenderingContext2D,
  batch: Batch,
  grid: Grid,
  colours: Colours,
): void {
  const [height, width, channels] = batch.shape;
  const small = scratch.getContext("2d");
  if (!small || height === 0 || width === 0) return;
  scratch.width = width;
  scratch.height = height;
  context.imageSmoothingEnabled = false;
  const alarm = rgbOf(colours.alarm);
  for (let sample = 0; sample < batch.count; sample++) {
    const offset = sample * height * width * channels;
    const bytes = toPixels(batch.values, offset, batch.shape, batch.range, alarm);
    small.putImageData(new ImageData(bytes, width, height), 0, 0);
    const [x, y] = corner(sample, grid, [height, width]);
    context.drawImage(scratch, x, y, width * grid.scale, height * grid.scale);
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

function rgbOf(colour: string): [number, number, number] {
  const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return [r, g, b];
}
