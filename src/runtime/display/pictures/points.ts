import { blue, blueOnAny, canvas, faint, grey, type Canvas, type Colour } from "./canvas.ts";

/** Points of the plane, [n, 2]. */
export type Points = ArrayLike<number>;

/** Width and height of one plot. */
export const pointsSide = 180;
const side = pointsSide;
const gap = 8;

/**
 * A PNG with a scatter plot for each state, all over the square from -extent to extent, before reference points; `clear`:
 * on the page's own background.
 */
export function scatterRow(
  states: readonly Points[],
  extent: number,
  reference: Points | null,
  { clear = false } = {},
): string {
  const on = canvas(states.length * (side + gap) - gap, side, { clear });
  const look = clear ? { colour: blueOnAny, frame: grey } : { colour: blue };
  states.forEach((points, i) => {
    drawPoints(on, [i * (side + gap), 0], points, extent, { ...look, reference });
  });
  return on.png();
}

/** Draws one such plot, framed, with its upper left corner at a place. */
export function drawPoints(
  on: Canvas,
  [left, top]: readonly [number, number],
  points: Points,
  extent: number,
  { colour, reference, frame = faint }: { colour: Colour; reference: Points | null; frame?: Colour },
): void {
  const place = (value: number) => ((value / extent + 1) / 2) * side;
  const dots = (of: Points, hue: Colour, radius: number, opacity: number) => {
    for (let j = 0; j + 1 < of.length; j += 2) {
      const x = place(of[j]);
      const y = side - place(of[j + 1]);
      if (x >= 0 && x < side && y >= 0 && y < side) on.disc(left + x, top + y, radius, hue, opacity);
    }
  };
  if (reference) dots(reference, grey, 0.8, 0.35);
  dots(points, colour, 1.2, 0.55);
  const [right, bottom] = [left + side - 1, top + side - 1];
  on.line(left, top, right, top, frame);
  on.line(left, bottom, right, bottom, frame);
  on.line(left, top, left, bottom, frame);
  on.line(right, top, right, bottom, frame);
}
