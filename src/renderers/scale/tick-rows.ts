import { svg } from "../dom/element.ts";
import { minus } from "../text/number.ts";

/** A tick of a logarithmic axis: plain where that is short. */
export const tickText = (tick: number): string =>
  minus(tick < 1e-2 || tick >= 1e4 ? tick.toExponential() : String(tick));

/** A tick of any other axis. */
export const plainTick = (tick: number): string => minus(String(tick));

/**
 * The lines across a chart at the ticks of its upright axis, from `left` to `right`, and their numbers beside them, so far
 * away: those of a logarithmic axis unless `text` says otherwise.
 */
export const tickRows = (
  ticks: readonly number[],
  y: (tick: number) => number,
  left: number,
  right: number,
  { text = tickText, gap = 8 }: { text?: (tick: number) => string; gap?: number } = {},
): SVGElement[] =>
  ticks.flatMap((tick) => [
    svg("line", { class: "nb-grid-line", x1: left, x2: right, y1: y(tick), y2: y(tick) }),
    svg("text", { x: left - gap, y: y(tick) + 4, "text-anchor": "end" }, text(tick)),
  ]);
