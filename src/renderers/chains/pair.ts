import { svg } from "../dom/element.ts";
import { linear } from "../scale/linear.ts";
import { plainTick, tickRows } from "../scale/tick-rows.ts";
import { linearTicks } from "../scale/ticks.ts";
import { minus } from "../text/number.ts";

/** What is drawn along an axis: a number's draws, chain after chain, and its values where steps diverged. */
export interface Side {
  readonly name: string;
  readonly draws: Float32Array;
  readonly diverged: Float32Array;
}

const margin = { left: 40, right: 8, top: 8, bottom: 20 };
/** More dots hide each other. */
const mostDots = 4000;
/** Half the side of the cross of a step that diverged (px): its shape tells it from a dot, not its colour alone. */
const arm = 3;

/** Draws of one number against those of another; steps that diverged are crosses above the dots. */
export function pair(
  across: Side,
  up: Side,
  { width, height }: { width: number; height: number },
): SVGElement {
  const bottom = height - margin.bottom;
  const label = `${up.name} against ${across.name}`;
  const dots = pointsOf(across.draws, up.draws, mostDots);
  const crosses = pointsOf(across.diverged, up.diverged, Infinity);
  const frame = { width, height, role: "img", "aria-label": label, class: "nb-chart" };
  if (dots.length + crosses.length === 0) return svg("svg", frame);
  const all = [...dots, ...crosses];
  const [left, right] = extent(all.map(([x]) => x));
  const [low, high] = extent(all.map(([, y]) => y));
  const x = linear([left, right], [margin.left + 4, width - margin.right - 4]);
  const y = linear([low, high], [bottom - 4, margin.top + 4]);
  const at = ([a, b]: Point): string => `M${x(a).toFixed(1)} ${y(b).toFixed(1)}`;
  const rows = tickRows(linearTicks(low, high, 4), y, margin.left, width - margin.right, {
    text: plainTick,
    gap: 6,
  });
  const columns = linearTicks(left, right, width < 260 ? 3 : 5);
  return svg(
    "svg",
    frame,
    ...rows,
    ...columns.map((tick) =>
      svg("line", { class: "nb-grid-line", x1: x(tick), x2: x(tick), y1: margin.top, y2: bottom }),
    ),
    svg("path", { class: "nb-dots", d: dots.map((dot) => `${at(dot)}h0`).join("") }),
    svg("path", { class: "nb-diverged", d: crosses.map((cross) => at(cross) + crossed).join("") }),
    svg("line", { class: "nb-axis-line", x1: margin.left, x2: width - margin.right, y1: bottom, y2: bottom }),
    ...columns.map((tick) =>
      svg("text", { x: x(tick), y: height - 4, "text-anchor": "middle" }, minus(String(tick))),
    ),
  );
}

/** A cross around where the pen stands. */
export const crossed = `m${-arm} ${-arm}l${2 * arm} ${2 * arm}m0 ${-2 * arm}l${-2 * arm} ${2 * arm}`;

type Point = readonly [x: number, y: number];

/** Where both are numbers, evenly spread ones where they are more than `most`. */
function pointsOf(xs: Float32Array, ys: Float32Array, most: number): Point[] {
  const every = Math.max(1, Math.ceil(Math.min(xs.length, ys.length) / most));
  const points: Point[] = [];
  for (let i = 0; i < Math.min(xs.length, ys.length); i += every)
    if (Number.isFinite(xs[i]) && Number.isFinite(ys[i])) points.push([xs[i], ys[i]]);
  return points;
}

function extent(values: readonly number[]): [number, number] {
  const [low, high] = values.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
  return low === high ? [low - 1, high + 1] : [low, high];
}
