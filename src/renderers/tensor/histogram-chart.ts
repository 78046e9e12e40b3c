import type { TensorStatistics } from "../../protocol/index.ts";
import { svg } from "../dom/element.ts";
import { clamp, linear } from "../scale/linear.ts";
import { linearTicks, logTicks } from "../scale/ticks.ts";
import { compact, fixed, whole } from "../text/number.ts";
import { shortText } from "./value-text.ts";

export const chartHeight = 220;
export const chartMargin = { left: 48, right: 8, top: 8, bottom: 20 };
export type CountAxis = "linear" | "log";

/** What a histogram shows: counts of one channel or of all, over the bins of all. */
export interface HistogramPicture {
  readonly histogram: NonNullable<TensorStatistics["histogram"]>;
  readonly counts: readonly number[];
  /** The mean and deviation of a normal curve beside it, scaled to so many values; null without one. */
  readonly normal: { readonly mean: number; readonly std: number; readonly of: number } | null;
  readonly axis: CountAxis;
  /** The bin that is read. */
  readonly bin: number | null;
  readonly width: number;
}

/** The bars of a histogram with its axes, the normal curve beside them, and what is read of one bin. */
export function histogramChart(picture: HistogramPicture): SVGElement[] {
  const { histogram, counts, axis, bin, width } = picture;
  const { low, high } = histogram;
  const [end, bottom] = [width - chartMargin.right, chartHeight - chartMargin.bottom];
  const bell = bellOf(picture);
  const highest = Math.max(...counts);
  const peak = bell && axis === "linear" ? Math.min(bell.highest, 1.5 * highest) : 0;
  const y = yOf(axis, Math.max(1, highest, peak), bottom);
  const x = linear([0, counts.length], [chartMargin.left, end]);
  const valueX = linear([low, high], [chartMargin.left, end]);
  const few = Math.max(3, Math.min(8, Math.floor(end / 80)));
  const values = (high > low ? linearTicks(low, high, few) : [low]).map((tick) =>
    svg("text", { x: valueX(tick), y: chartHeight - 4, "text-anchor": "middle" }, shortText(tick)),
  );
  const gap = (end - chartMargin.left) / counts.length > 4 ? 1 : 0;
  const bars = counts.map((many, k) =>
    svg("rect", {
      class: k === bin ? "nb-bin nb-bin-picked" : "nb-bin",
      x: x(k),
      width: Math.max(0.5, x(k + 1) - x(k) - gap),
      y: many > 0 ? Math.min(y.at(many), bottom - 1) : bottom,
      height: many > 0 ? Math.max(1, bottom - y.at(many)) : 0,
    }),
  );
  return [
    ...y.ticks.flatMap((tick) => gridLine(tick, y.at(tick), end)),
    svg("line", { class: "nb-axis-line", x1: chartMargin.left, x2: end, y1: bottom + 0.5, y2: bottom + 0.5 }),
    ...values,
    ...bars,
    ...(bell ? [curve(low, high, (value) => [valueX(value), y.at(bell.at(value))])] : []),
    ...(bin !== null && bin < counts.length ? marked(picture, bin, x(bin + 0.5), end, bottom) : []),
  ];
}

/** The normal curve in counts of a bin. */
function bellOf({ histogram: { low, high }, counts, normal }: HistogramPicture) {
  if (!normal) return null;
  const { mean, std, of } = normal;
  const highest = (of * ((high - low) / counts.length)) / std / Math.sqrt(2 * Math.PI);
  return { highest, at: (value: number): number => highest * Math.exp(-(((value - mean) / std) ** 2) / 2) };
}

function yOf(axis: CountAxis, most: number, bottom: number) {
  const top = axis === "log" ? 10 ** Math.ceil(Math.log10(most * 1.01)) : most * 1.04;
  const scale =
    axis === "log"
      ? linear([Math.log10(0.5), Math.log10(top)], [bottom, chartMargin.top])
      : linear([0, top], [bottom, chartMargin.top]);
  return {
    ticks: axis === "log" ? logTicks(1, top, 6) : linearTicks(0, top, 4).filter(Number.isInteger),
    at: (many: number): number =>
      clamp(axis === "log" ? scale(Math.log10(Math.max(many, 0.5))) : scale(many), chartMargin.top, bottom),
  };
}

function gridLine(tick: number, y: number, end: number): SVGElement[] {
  const text = tick < 10_000 ? whole(tick) : compact(tick);
  return [
    svg("line", { class: "nb-grid-line", x1: chartMargin.left, x2: end, y1: y, y2: y }),
    svg("text", { x: chartMargin.left - 8, y: y + 4, "text-anchor": "end" }, text),
  ];
}

function curve(low: number, high: number, place: (value: number) => readonly [number, number]): SVGElement {
  const points = Array.from({ length: 161 }, (_, k) => place(low + ((high - low) * k) / 160));
  const d = points.map(([x, y], k) => `${k ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
  return svg("path", { class: "nb-normal", d });
}

function marked(
  { histogram: { low, high }, counts }: HistogramPicture,
  bin: number,
  middle: number,
  end: number,
  bottom: number,
): SVGElement[] {
  const width = (high - low) / counts.length;
  const left = middle > (chartMargin.left + end) / 2;
  const share = (100 * counts[bin]) / Math.max(1, sumOf(counts));
  const text = `${shortText(low + width * bin)} to ${shortText(low + width * (bin + 1))}: ${whole(counts[bin])} ${counts[bin] === 1 ? "value" : "values"}, ${fixed(share, 1)} %`;
  const anchor = left ? "end" : "start";
  return [
    svg("line", { class: "nb-hair", x1: middle, x2: middle, y1: chartMargin.top, y2: bottom }),
    svg("text", { class: "nb-bin-text", x: middle + (left ? -6 : 6), y: 20, "text-anchor": anchor }, text),
  ];
}

export const sumOf = (counts: readonly number[]): number => counts.reduce((sum, many) => sum + many, 0);
