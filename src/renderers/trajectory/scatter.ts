import type { Colours } from "../theme/colours.ts";
import { clamp } from "../scale/linear.ts";
import { drawDots } from "./dots.ts";

/** Two-dimensional points as x, y, x, y, … in data units. */
export type Pairs = ArrayLike<number>;

export interface Scatter {
  points: Pairs | null;
  colour: string;
  /** Half the width of the window, in data units. */
  radius: number;
  /** Real data, drawn behind. */
  reference?: Pairs | null;
  /** Earlier positions of the same points, oldest first. */
  tails?: readonly Pairs[];
  /** A vector at each point, drawn instead of a dot, for every `stride`-th point. */
  arrows?: { vectors: Pairs; stride: number } | null;
  pinned: number | null;
}

/** Tails beyond this many are a haze that hides the points, and cost a frame. */
const mostTails = 640;
/** Length of an arrow for a vector of length 1, in data units. */
const arrowScale = 0.17;

/** Half the width of the window around 0 that holds a range. */
export const radiusOf = ([low, high]: readonly [number, number]): number =>
  Math.max(Math.abs(low), Math.abs(high)) || 1;

/** The radius of a dot, in pixels: fewer, larger ones for few points, small ones where thousands would run together. */
export const dotRadius = (count: number): number => clamp(1.5 * Math.sqrt(520 / count), 1, 2.5);

/** From data to the pixels of a square pane, y upwards. */
export function projection(size: number, radius: number): (pairs: Pairs, i: number) => [number, number] {
  const scale = size / 2 / radius;
  return (pairs, i) => [size / 2 + pairs[2 * i] * scale, size / 2 - pairs[2 * i + 1] * scale];
}

/** Index of the point nearest to (x, y) within `reach` pixels; null where there is none. */
export function nearestPoint(
  pairs: Pairs,
  [x, y]: readonly [number, number],
  { size, radius, reach }: { size: number; radius: number; reach: number },
): number | null {
  const at = projection(size, radius);
  let best: number | null = null;
  let distance = reach;
  for (let i = 0; i < pairs.length / 2; i++) {
    const [px, py] = at(pairs, i);
    const d = Math.hypot(px - x, py - y);
    if (d <= distance) [best, distance] = [i, d];
  }
  return best;
}

/** Draws one pane in a context whose unit is a CSS pixel. */
export function drawScatter(
  context: CanvasRenderingContext2D,
  size: number,
  pane: Scatter,
  colours: Colours,
): void {
  const at = projection(size, pane.radius);
  const middle = Math.round(size / 2) + 0.5;
  context.lineWidth = 1;
  context.strokeStyle = colours.grid;
  context.beginPath();
  context.moveTo(middle, 0);
  context.lineTo(middle, size);
  context.moveTo(0, middle);
  context.lineTo(size, middle);
  if (colours.contrast) context.setLineDash([1, 3]);
  context.stroke();
  context.setLineDash([]);

  if (pane.reference) {
    context.fillStyle = colours.reference;
    for (let i = 0; i < pane.reference.length / 2; i++) {
      const [x, y] = at(pane.reference, i);
      context.fillRect(x - 1, y - 1, 2, 2);
    }
  }
  if (!pane.points) return;
  const count = pane.points.length / 2;
  if (pane.tails && pane.tails.length > 1) drawTails(context, pane.tails, count, at, pane.colour);
  if (pane.arrows) drawArrows(context, size, pane, pane.points, pane.arrows);
  else {
    const dots = { points: pane.points, window: pane.radius, dot: dotRadius(count), opacity: 0.75 };
    drawDots(context, size, dots, pane.colour);
  }
  drawPinned(context, size, pane, pane.points, colours);
}

/** A ring around the point that is followed. */
export function drawPinned(
  context: CanvasRenderingContext2D,
  size: number,
  { pinned, radius }: Pick<Scatter, "pinned" | "radius">,
  points: Pairs,
  colours: Colours,
): void {
  if (pinned === null) return;
  const [x, y] = projection(size, radius)(points, pinned);
  context.lineWidth = 1.5;
  context.strokeStyle = colours.strong;
  context.beginPath();
  context.arc(x, y, 5, 0, 2 * Math.PI);
  context.stroke();
}

type Projection = ReturnType<typeof projection>;

function drawTails(
  context: CanvasRenderingContext2D,
  tails: readonly Pairs[],
  count: number,
  at: Projection,
  colour: string,
): void {
  context.strokeStyle = colour;
  context.globalAlpha = 0.22;
  context.beginPath();
  const stride = Math.ceil(count / mostTails);
  for (let i = 0; i < count; i += stride) {
    for (let k = 0; k < tails.length; k++) {
      const [x, y] = at(tails[k], i);
      if (k === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
  }
  context.stroke();
  context.globalAlpha = 1;
}

function drawArrows(
  context: CanvasRenderingContext2D,
  size: number,
  { radius, colour }: Scatter,
  points: Pairs,
  { vectors, stride }: { vectors: Pairs; stride: number },
): void {
  const at = projection(size, radius);
  const tips = new Float32Array(2 * Math.ceil(points.length / 2 / stride));
  context.strokeStyle = colour;
  context.globalAlpha = 0.85;
  context.beginPath();
  for (let k = 0; k < tips.length / 2; k++) {
    const i = k * stride;
    tips[2 * k] = points[2 * i] + vectors[2 * i] * arrowScale;
    tips[2 * k + 1] = points[2 * i + 1] + vectors[2 * i + 1] * arrowScale;
    context.moveTo(...at(points, i));
    context.lineTo(...at(tips, k));
  }
  context.stroke();
  context.globalAlpha = 1;
  drawDots(context, size, { points: tips, window: radius, dot: 1.2, opacity: 0.85 }, colour);
}
