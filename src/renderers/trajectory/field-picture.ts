import { colourMap } from "../theme/colour-map.ts";
import type { Colours } from "../theme/colours.ts";
import { drawImage } from "./draw-image.ts";
import { longest, type Arrow } from "./score-field.ts";

/** The longest arrow is a cell long, so that none hides its neighbour's. */
export const fill = 0.95;

/** Draws means of vectors as arrows from the middle of their cells. */
export function drawField(
  context: CanvasRenderingContext2D,
  size: number,
  { arrows, window, cells }: { arrows: readonly Arrow[]; window: number; cells: number },
  colour: string,
): void {
  const scale = size / 2 / window;
  const most = longest(arrows) || 1;
  const length = (fill * size) / cells / most;
  const head = Math.min(4, (0.3 * size) / cells);
  context.strokeStyle = colour;
  context.lineWidth = 1.25;
  context.beginPath();
  for (const { x, y, u, v } of arrows) {
    const [px, py] = [size / 2 + x * scale, size / 2 - y * scale];
    const [dx, dy] = [u * length, -v * length];
    const [tx, ty] = [px + dx, py + dy];
    const angle = Math.atan2(dy, dx);
    // The head of a short arrow is no longer than the arrow.
    const tip = Math.min(head, Math.hypot(dx, dy));
    context.moveTo(px, py);
    context.lineTo(tx, ty);
    for (const turn of [-0.5, 0.5]) {
      context.moveTo(tx, ty);
      context.lineTo(tx - tip * Math.cos(angle + turn), ty - tip * Math.sin(angle + turn));
    }
  }
  context.stroke();
}

/** Draws counts on a grid in viridis, up to the largest; a cell without points is left as it is. */
export function drawDensity(
  context: CanvasRenderingContext2D,
  size: number,
  counts: Uint32Array,
  colours: Colours,
): void {
  const cells = Math.sqrt(counts.length);
  const image = new ImageData(cells, cells);
  const map = colourMap("viridis", colours);
  const most = largest(counts);
  for (let row = 0; row < cells; row++) {
    for (let column = 0; column < cells; column++) {
      const count = counts[row * cells + column];
      if (count === 0) continue;
      // Counts go upwards, pictures downwards.
      image.data.set([...map(count / most), 255], 4 * ((cells - 1 - row) * cells + column));
    }
  }
  drawImage(context, image, size);
}

export const largest = (counts: Uint32Array): number =>
  counts.reduce((most, count) => Math.max(most, count), 0);
