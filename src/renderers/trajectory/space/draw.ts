import { turned, type Turn } from "../../../protocol/index.ts";
import type { Colours } from "../../theme/colours.ts";
import { drawDots } from "../dots.ts";
import { dotRadius, projection } from "../scatter.ts";

export interface SpaceView {
  /** x, y, z, x, y, z, …; null where there are none to draw. */
  readonly points: Float32Array | null;
  readonly colour: string;
  /** Half the width of the window, in data units. */
  readonly radius: number;
  readonly turn: Turn;
  readonly reference: Float32Array | null;
}

/** Of points nearer than the middle, and of those beyond: what is far is fainter and smaller. */
const layers = [
  { nearer: false, opacity: 0.35, scale: 0.8 },
  { nearer: true, opacity: 0.85, scale: 1.1 },
];

/** Draws a view of space in a context whose unit is a CSS pixel. */
export function drawSpace(
  context: CanvasRenderingContext2D,
  size: number,
  view: SpaceView,
  colours: Colours,
): void {
  const { points, radius, turn, reference } = view;
  drawAxes(context, size, view, colours);
  if (reference) {
    const { pairs } = turned(reference, turn);
    drawDots(context, size, { points: pairs, window: radius, dot: 1, opacity: 0.5 }, colours.reference);
  }
  if (!points) return;
  const { pairs, near } = turned(points, turn);
  const dot = dotRadius(near.length);
  for (const { nearer, opacity, scale } of layers) {
    const layer = pairs.filter((_, k) => near[k >> 1] > 0 === nearer);
    drawDots(context, size, { points: layer, window: radius, dot: dot * scale, opacity }, view.colour);
  }
}

/** The axes, from the middle to where the window ends on them. */
function drawAxes(
  context: CanvasRenderingContext2D,
  size: number,
  { radius, turn }: SpaceView,
  colours: Colours,
): void {
  const reach = 0.8 * radius;
  const ends = [reach, 0, 0, 0, reach, 0, 0, 0, reach];
  const { pairs } = turned([...ends, ...ends.map((end) => -end)], turn);
  const at = projection(size, radius);
  context.lineWidth = 1;
  context.strokeStyle = colours.grid;
  context.fillStyle = colours.fg2;
  context.font = `11px ${getComputedStyle(context.canvas).fontFamily}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const [k, name] of ["x", "y", "z"].entries()) {
    context.beginPath();
    context.moveTo(...at(pairs, k + 3));
    context.lineTo(...at(pairs, k));
    context.stroke();
    const [x, y] = at(
      Array.from(pairs, (value) => value * 1.1),
      k,
    );
    context.fillText(name, x, y);
  }
}
