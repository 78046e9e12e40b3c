import { svg } from "../dom/element.ts";
import { tickLabels } from "../scale/tick-labels.ts";
import { tickRows } from "../scale/tick-rows.ts";
import { linearTicks } from "../scale/ticks.ts";
import { whole } from "../text/number.ts";

export const margin = { left: 56, right: 8, top: 8, bottom: 20 };

type Scale = (value: number) => number;

/** Grid and numbers of a chart over steps, from the left margin to `right`: what stands behind its lines and below them. */
export function stepAxes({
  height,
  right,
  x,
  y,
  steps,
  ticks,
  text,
}: {
  height: number;
  right: number;
  x: Scale;
  y: Scale;
  steps: readonly [number, number];
  ticks: readonly number[];
  text: (tick: number) => string;
}): { behind: SVGElement[]; below: SVGElement[] } {
  const bottom = height - margin.bottom;
  return {
    behind: tickRows(ticks, y, margin.left, right, { text, gap: 6 }),
    below: [
      svg("line", { class: "nb-axis-line", x1: margin.left, x2: right, y1: bottom, y2: bottom }),
      ...tickLabels(
        linearTicks(...steps, right < 400 ? 3 : 5).map((tick) => [x(tick), whole(tick)] as const),
        height - 4,
      ),
    ],
  };
}
