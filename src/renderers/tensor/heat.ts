import { rgbOf, type ColourMap } from "../theme/colour-map.ts";
import type { Colours } from "../theme/colours.ts";
import type { Plane } from "./plane.ts";

const scratch = document.createElement("canvas");

/** Where a plane lies on a canvas, in CSS pixels: the corner of its first cell and the size of one. */
export interface Placement {
  readonly left: number;
  readonly top: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
}

/** Smallest cell that has room for a cross, in CSS pixels. */
const roomForCross = 6;

/** Draws a plane as crisp cells; what holds a value that is NaN or infinite gets the alarm's colour and a cross. */
export function drawHeat(
  context: CanvasRenderingContext2D,
  plane: Plane,
  {
    map,
    window: [low, high],
    colours,
  }: { map: ColourMap; window: readonly [number, number]; colours: Colours },
  at: Placement,
): void {
  const small = scratch.getContext("2d", { willReadFrequently: true });
  const { height, width, mean, bad } = plane;
  if (!small || height === 0 || width === 0) return;
  const image = new ImageData(width, height);
  const alarm = rgbOf(colours.alarm);
  const crossed: number[] = [];
  for (let k = 0; k < mean.length; k++) {
    const wrong = !Number.isFinite(mean[k]) || (bad !== null && bad[k] > 0);
    // In halves, since the width of the window may overflow.
    const colour = wrong ? alarm : map((mean[k] / 2 - low / 2) / (high / 2 - low / 2));
    image.data[4 * k] = colour[0];
    image.data[4 * k + 1] = colour[1];
    image.data[4 * k + 2] = colour[2];
    image.data[4 * k + 3] = 255;
    if (wrong) crossed.push(k);
  }
  scratch.width = width;
  scratch.height = height;
  small.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(scratch, at.left, at.top, width * at.cellWidth, height * at.cellHeight);

  const room = Math.min(at.cellWidth, at.cellHeight);
  if (room < roomForCross) return;
  const inset = Math.max(1.5, room * 0.2);
  context.strokeStyle = "#fff";
  context.lineWidth = 1;
  context.beginPath();
  for (const k of crossed) {
    const x = at.left + (k % width) * at.cellWidth;
    const y = at.top + Math.floor(k / width) * at.cellHeight;
    // Square, also in a cell that is not.
    const [cx, cy, half] = [x + at.cellWidth / 2, y + at.cellHeight / 2, room / 2 - inset];
    context.moveTo(cx - half, cy - half);
    context.lineTo(cx + half, cy + half);
    context.moveTo(cx - half, cy + half);
    context.lineTo(cx + half, cy - half);
  }
  context.stroke();
}
