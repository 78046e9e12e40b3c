import { count, decimal } from "../text.ts";
import { blue, canvas, faint, grey, type Canvas, type Colour } from "./canvas.ts";
import { numeralHeight, numeralWidth, writeNumber } from "./numerals.ts";
import { scaleOf } from "./scale.ts";

const width = 560;
const height = 200;
/** Room for the values on the left and the steps below. */
const margin = { left: 52, right: 8, top: 8, bottom: 20 };

/** A line of its own colour over the others'. */
export interface Curve {
  readonly steps: readonly number[];
  readonly values: readonly number[];
  readonly colour: Colour;
}

/** A PNG of a quantity over steps, on a log axis unless some of it is negative: every value faint, the smoothed ones in front. */
export function lossCurve(
  steps: readonly number[],
  values: readonly number[],
  smoothed: readonly number[],
): string {
  const on = canvas(width, height);
  const place = axes(on, steps, values);
  if (!place) return on.png();
  steps.forEach((step, i) => on.disc(place.x(step), place.y(values[i]), 0.6, blue, 0.25));
  draw(on, place, { steps, values: smoothed, colour: blue });
  return on.png();
}

/** A PNG of several such quantities over the same axes. */
export function curves(all: readonly Curve[]): string {
  const on = canvas(width, height);
  const place = axes(
    on,
    all.flatMap(({ steps }) => steps),
    all.flatMap(({ values }) => values),
  );
  if (place) for (const curve of all) draw(on, place, curve);
  return on.png();
}

interface Place {
  readonly x: (step: number) => number;
  readonly y: (value: number) => number;
}

function draw(on: Canvas, { x, y }: Place, { steps, values, colour }: Curve): void {
  for (let i = 1; i < steps.length; i++) {
    on.line(x(steps[i - 1]), y(values[i - 1]), x(steps[i]), y(values[i]), colour);
  }
}

/** Draws axes that hold these values; null where there is nothing to hold. */
function axes(on: Canvas, steps: readonly number[], values: readonly number[]): Place | null {
  const scale = scaleOf(values);
  if (!scale) return null;
  const end = Math.max(
    steps.reduce((a, b) => Math.max(a, b)),
    1,
  );
  const bottom = height - margin.bottom;
  const y = (value: number) => bottom - scale.place(value) * (bottom - margin.top);

  for (const tick of scale.ticks) {
    const at = Math.round(y(tick));
    const text = decimal(tick);
    on.line(margin.left, at, width - margin.right, at, faint);
    writeNumber(on, text, margin.left - 8 - numeralWidth(text), at - numeralHeight / 2, grey);
  }
  writeNumber(on, "0", margin.left, bottom + 6, grey);
  writeNumber(on, count(end), width - margin.right - numeralWidth(count(end)), bottom + 6, grey);
  return { x: (step) => margin.left + (step / end) * (width - margin.left - margin.right), y };
}
