import { unpackFloats, type RowChart } from "../../protocol/index.ts";
import { h, say, set, svg } from "../dom/element.ts";
import { clamp, linear } from "../scale/linear.ts";
import { plainTick, tickText } from "../scale/tick-rows.ts";
import { linearTicks, logTicks } from "../scale/ticks.ts";
import { loss, whole } from "../text/number.ts";
import { fitsLog, needed, union } from "../scale/window.ts";
import { margin, stepAxes } from "./axes.ts";
import { lineOf } from "./curve.ts";
import { cut, longestName } from "./cut.ts";
import { readingBox, type Read } from "./reading-box.ts";
import { rowLine, rowStyle } from "./row-line.ts";
import { spread } from "./spread.ts";

export const rowChartHeight = 180;
const bottom = rowChartHeight - margin.bottom;
/** Height of a label at a line's end, and letters of it at most. */
const label = { gap: 14, letters: longestName };

/** A line with the name of its row. */
interface Line {
  readonly row: number;
  readonly name: string;
  readonly steps: number[];
  readonly values: number[];
}

/** A quantity of several rows over steps: their lines, with names at the ends, read by pointer or arrow keys. */
export function rowChart() {
  const chart = svg("svg", { height: rowChartHeight, tabindex: 0, role: "img" });
  const spoken = h("span", { class: "nb-spoken", "aria-live": "polite" });
  const caption = h("div", { class: "nb-small nb-2" });
  const place = h("div", { class: "nb-row-chart" }, chart);
  const element = h("div", {}, caption, place, spoken);
  let of: RowChart | null = null;
  let lines: Line[] = [];
  let stops: number[] = [];
  let at: number | null = null;
  let x = linear([0, 1], [0, 1]);

  const readAt = (step: number): Read[] =>
    lines.flatMap(({ row, name, steps, values }) => {
      const k = steps.indexOf(step);
      return k < 0 ? [] : [{ row, name, value: values[k] }];
    });

  chart.addEventListener("pointermove", ({ offsetX }) => {
    const far = (step: number): number => Math.abs(x(step) - offsetX);
    at = stops.reduce<number | null>(
      (best, step) => (best === null || far(step) < far(best) ? step : best),
      null,
    );
    paint();
  });
  for (const left of ["pointerleave", "blur"])
    chart.addEventListener(left, () => {
      at = null;
      paint();
    });
  chart.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || stops.length === 0) return;
    const last = stops.length - 1;
    const now = at === null ? -1 : stops.indexOf(at);
    const next = {
      ArrowLeft: now < 0 ? last : now - 1,
      ArrowRight: now + 1,
      Home: 0,
      End: last,
    }[event.key];
    if (next !== undefined) {
      at = stops[clamp(next, 0, last)];
      const read = readAt(at).map(({ name, value }) => `${name} ${loss(value)}`);
      say(spoken, `step ${whole(at)}: ${read.join(", ")}`);
    } else if (event.key === "Escape" && at !== null) at = null;
    else return;
    event.preventDefault();
    event.stopPropagation();
    paint();
  });

  function paint(): void {
    const width = place.clientWidth;
    if (!of || width === 0) return;
    const all = lines.map(({ steps, values }) => ({ steps, values }));
    const log = all.every(({ values }) => fitsLog(values));
    const window = union(all.map((line) => needed(line, line.values, log)));
    say(caption, `${of.caption}${window && log ? ", log axis" : ""}`);
    const named = width >= 480 && lines.length * label.gap <= bottom - margin.top;
    const letters = named ? Math.max(0, ...lines.map(({ name }) => Math.min(label.letters, name.length))) : 0;
    const right = width - (named ? 18 + 6.5 * letters : margin.right + 4);
    const extent = [0, Math.max(1, of.to)] as const;
    x = linear(extent, [margin.left, right]);
    const [low, high] = window ?? [0, 1];
    const up = linear(log ? [Math.log10(low), Math.log10(high)] : [low, high], [bottom, margin.top]);
    const y = (value: number): number => up(log ? Math.log10(value) : value);
    const ticks = window ? (log ? logTicks(low, high) : linearTicks(low, high, 4)) : [];
    const text = log ? tickText : plainTick;
    const axes = stepAxes({ height: rowChartHeight, right, x, y, steps: extent, ticks, text });
    const ends = lines.flatMap(({ row, name, steps, values }) => {
      const k = values.findLastIndex(Number.isFinite);
      return k < 0 ? [] : [{ row, name, step: steps[k], value: values[k] }];
    });
    const heights = spread(
      ends.map(({ value }) => y(value)),
      label.gap,
      [margin.top + 4, bottom - 4],
    );
    const atLast = ends.map(({ name, value }) => `${name} ${loss(value)}`).join(", ");
    set(chart, {
      width,
      "aria-label": `${of.caption}${atLast ? `, at last ${atLast}` : ", nothing yet"}. Arrow keys read it.`,
    });
    chart.replaceChildren(
      ...axes.behind,
      ...lines.map(({ row, steps, values }) =>
        svg("path", { class: "nb-row-line", style: rowStyle(row), d: lineOf(steps, values, x, y) }),
      ),
      ...ends.map(({ row, step, value }) => dot(row, x(step), y(value))),
      ...(named
        ? ends.map(({ name }, k) =>
            svg("text", { class: "nb-row-name", x: right + 10, y: heights[k] + 4 }, cut(name)),
          )
        : []),
      ...axes.below,
      ...(at === null ? [] : reading(at, right, y)),
    );
  }

  function reading(step: number, right: number, y: (value: number) => number): SVGElement[] {
    const read = readAt(step);
    return [
      svg("line", { class: "nb-row-hair", x1: x(step), x2: x(step), y1: margin.top, y2: bottom }),
      ...read.flatMap(({ row, value }) => (Number.isFinite(value) ? [dot(row, x(step), y(value))] : [])),
      readingBox(`step ${whole(step)}`, read, { at: x(step), left: margin.left, right }),
    ];
  }

  return {
    element,
    /** Draws it anew; without a chart what it has, in the width that there is. */
    draw(next?: RowChart, names: readonly string[] = []): void {
      if (next) {
        of = next;
        lines = next.lines.map(({ row, steps, values }) => ({
          row,
          name: names[row],
          steps: [...unpackFloats(steps)],
          values: [...unpackFloats(values)],
        }));
        stops = [...new Set(lines.flatMap(({ steps }) => steps))].sort((a, b) => a - b);
        if (at !== null && !stops.includes(at)) at = null;
      }
      paint();
    },
  };
}

const dot = (row: number, cx: number, cy: number): SVGElement =>
  svg("circle", { class: "nb-row-dot", cx, cy, r: 3.5, style: `fill: ${rowLine(row).stroke}` });
