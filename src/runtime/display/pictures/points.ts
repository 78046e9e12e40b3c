import { blue, canvas, faint, grey } from "./canvas.ts";

/** Points of the plane, [n, 2]. */
export type Points = ArrayLike<number>;

const side = 180;
const gap = 8;

/** A PNG with a scatter plot for each state, all over the square from -extent to extent, before reference points. */
export function scatterRow(states: readonly Points[], extent: number, reference: Points | null): string {
  const on = canvas(states.length * (side + gap) - gap, side);
  const place = (value: number) => ((value / extent + 1) / 2) * side;
  states.forEach((points, i) => {
    const left = i * (side + gap);
    const dots = (of: Points, colour: typeof blue, radius: number, opacity: number) => {
      for (let j = 0; j + 1 < of.length; j += 2) {
        const x = place(of[j]);
        const y = side - place(of[j + 1]);
        if (x >= 0 && x < side && y >= 0 && y < side) on.disc(left + x, y, radius, colour, opacity);
      }
    };
    if (reference) dots(reference, grey, 0.8, 0.35);
    dots(points, blue, 1.2, 0.55);
    on.line(left, 0, left + side - 1, 0, faint);
    on.line(left, side - 1, left + side - 1, side - 1, faint);
    on.line(left, 0, left, side - 1, faint);
    on.line(left + side - 1, 0, left + side - 1, side - 1, faint);
  });
  return on.png();
}
