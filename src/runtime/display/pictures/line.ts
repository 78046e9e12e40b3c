import { linearTicks } from "./linear-ticks.ts";
import { decimal } from "../text.ts";
import { blue, canvas, faint, grey } from "./canvas.ts";
import { numeralHeight, numeralWidth, writeNumber } from "./numerals.ts";

const width = 560;
const height = 180;
const margin = { left: 60, right: 8, top: 8, bottom: 20 };

/** A vector, perhaps coarse: values with their extremes, of `length` elements. */
export interface Line {
  readonly values: ArrayLike<number>;
  readonly min: ArrayLike<number> | null;
  readonly max: ArrayLike<number> | null;
  readonly length: number;
}

/** A PNG of a vector as a line over its indices, before the band of its extremes; gaps where values are not finite. */
export function lineChart({ values, min, max, length }: Line, low: number, high: number): string {
  const on = canvas(width, height);
  const bottom = height - margin.bottom;
  const span = high > low ? high - low : 1;
  const from = high > low ? low : low - 0.5;
  const x = (i: number) => margin.left + ((i + 0.5) / values.length) * (width - margin.left - margin.right);
  const y = (value: number) => bottom - ((value - from) / span) * (bottom - margin.top);
  for (const tick of linearTicks(from, from + span)) {
    const at = Math.round(y(tick));
    const text = decimal(tick);
    on.line(margin.left, at, width - margin.right, at, faint);
    writeNumber(on, text, margin.left - 8 - numeralWidth(text), at - numeralHeight / 2, grey);
  }
  for (let i = 0; i < values.length; i++) {
    if (min && max && Number.isFinite(min[i])) on.line(x(i), y(min[i]), x(i), y(max[i]), [150, 190, 235]);
  }
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    if (i > 0 && Number.isFinite(values[i - 1]))
      on.line(x(i - 1), y(values[i - 1]), x(i), y(values[i]), blue);
    if (values.length <= 64) on.disc(x(i), y(values[i]), 2, blue, 1);
  }
  writeNumber(on, "0", margin.left, bottom + 6, grey);
  const last = String(length - 1);
  writeNumber(on, last, width - margin.right - numeralWidth(last), bottom + 6, grey);
  return on.png();
}
