import { blue, canvas, faint } from "./canvas.ts";

const width = 560;
const height = 200;
const margin = 6;

/** A PNG of a positive quantity over steps on a log axis: every value faint, the smoothed ones in front. */
export function lossCurve(
  steps: readonly number[],
  values: readonly number[],
  smoothed: readonly number[],
): string {
  const on = canvas(width, height);
  const positive = values.filter((value) => value > 0);
  if (!positive.length) return on.png();
  const low = Math.log10(positive.reduce((a, b) => Math.min(a, b)));
  const high = Math.max(Math.log10(positive.reduce((a, b) => Math.max(a, b))), low + 0.1);
  const end = Math.max(steps[steps.length - 1], 1);
  const x = (step: number) => margin + (step / end) * (width - 2 * margin);
  const y = (value: number) => {
    const up = (Math.log10(Math.max(value, 10 ** low)) - low) / (high - low);
    return height - margin - up * (height - 2 * margin);
  };
  for (let power = Math.ceil(low); power <= high; power++) {
    on.line(0, Math.round(y(10 ** power)), width - 1, Math.round(y(10 ** power)), faint);
  }
  steps.forEach((step, i) => on.disc(x(step), y(values[i]), 0.6, blue, 0.25));
  for (let i = 1; i < steps.length; i++) {
    on.line(x(steps[i - 1]), y(smoothed[i - 1]), x(steps[i]), y(smoothed[i]), blue);
  }
  return on.png();
}
