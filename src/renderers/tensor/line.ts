import { h, say, set, svg } from "../dom/element.ts";
import { clamp, linear } from "../scale/linear.ts";
import { linearTicks } from "../scale/ticks.ts";
import { whole } from "../text/number.ts";
import { extentOf, type Plane } from "./plane.ts";
import { pinNow, type Pin } from "./pin.ts";
import { readingOf, type Reading } from "./reading.ts";
import { readings } from "./readings.ts";
import type { Scene, Stage } from "./scene.ts";
import { shortText } from "./value-text.ts";
import { extremes } from "./window.ts";

const height = 220;
const margin = { left: 48, right: 8, top: 8, bottom: 20 };
/** Up to so many values each has a dot. */
const mostDots = 80;

/** A vector as a line over its indices, before the band of its extremes where it is drawn by block. */
export function lineStage(changed: () => void): Stage {
  const chart = svg("svg", { class: "nb-line-chart", height, tabindex: 0, role: "img" });
  const spoken = h("span", { class: "nb-spoken", "aria-live": "polite" });
  const read = readings(() => {
    pinned = null;
    changed();
  });
  const element = h("div", { class: "nb-line-stage" }, chart, read.element, spoken);
  let scene: Scene | null = null;
  let plane: Plane | null = null;
  let pointer: number | null = null;
  let pinned: Pin | null = null;

  const right = (): number => Math.max(margin.left + 1, chart.clientWidth - margin.right);
  const cellAt = (x: number): number | null =>
    plane
      ? clamp(Math.floor(((x - margin.left) / (right() - margin.left)) * plane.width), 0, plane.width - 1)
      : null;
  const reading = (cell: number | null): Reading | null =>
    plane && scene && cell !== null && cell < plane.width
      ? readingOf(plane, 0, cell, scene.selection, scene.tensor)
      : null;
  const pinAt = (cell: number | null): Pin | null => {
    const now = reading(cell);
    return now && scene && { reading: now, of: scene.tensor };
  };

  chart.addEventListener("pointermove", (event) => {
    pointer = cellAt(event.offsetX);
    changed();
  });
  chart.addEventListener("pointerleave", () => {
    pointer = null;
    changed();
  });
  chart.addEventListener("click", () => {
    pinned = pinAt(pointer) ?? pinned;
    changed();
  });
  chart.addEventListener("keydown", (event) => {
    if (!plane || event.altKey || event.ctrlKey || event.metaKey) return;
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by) {
      pointer = clamp((pointer ?? -by) + by * (event.shiftKey ? 10 : 1), 0, plane.width - 1);
      const now = reading(pointer);
      if (now) say(spoken, `${now.where}: ${now.text}`);
    } else if (event.key === "Enter" || event.key === " ") pinned = pinAt(pointer) ?? pinned;
    else if (event.key === "Escape" && pinned) pinned = null;
    else return;
    event.preventDefault();
    event.stopPropagation();
    changed();
  });

  function draw(next: Scene): void {
    scene = next;
    const length = extentOf(next.selection, "columns");
    const most = Math.max(16, element.clientWidth - margin.left - margin.right);
    plane = next.plane({ rows: [0, 1], columns: [0, length] }, [1, most]);
    set(chart, {
      width: element.clientWidth,
      "aria-label": `Line of ${whole(length)} values. Arrow keys read them, Enter pins one.`,
    });
    if (plane) chart.replaceChildren(...drawing(plane, next));
    pinned &&= pinNow(pinned, next);
    read.draw(reading(pointer), pinned?.reading ?? null);
  }

  function drawing(of: Plane, { tensor: { range } }: Scene): SVGElement[] {
    const ends = extremes(of.min && of.max ? [...of.min, ...of.max] : of.mean) ?? [0, 1];
    const [low, high] = range ?? (ends[0] < ends[1] ? ends : [ends[0] - 0.5, ends[0] + 0.5]);
    const end = element.clientWidth - margin.right;
    const bottom = height - margin.bottom;
    const x = (cell: number): number => margin.left + ((cell + 0.5) / of.width) * (end - margin.left);
    const y = linear([low, high], [bottom, margin.top]);
    const rows = linearTicks(low, high, 4).flatMap((tick) => [
      svg("line", { class: "nb-grid-line", x1: margin.left, x2: end, y1: y(tick), y2: y(tick) }),
      svg("text", { x: margin.left - 8, y: y(tick) + 4, "text-anchor": "end" }, shortText(tick)),
    ]);
    const first = of.columns.start;
    const indices = linearTicks(
      0,
      Math.max(1, of.columns.count - 1),
      Math.max(2, Math.floor((end - margin.left) / 90)),
    )
      .filter((place) => Number.isInteger(place) && place < of.columns.count)
      .map((place) =>
        svg(
          "text",
          { x: x((place + 0.5) / of.columns.block - 0.5), y: height - 4, "text-anchor": "middle" },
          whole(first + place * of.columns.step),
        ),
      );
    const band =
      of.min && of.max && of.columns.block > 1
        ? [svg("path", { class: "nb-line-band", d: bandPath(of, x, y) })]
        : [];
    const dots =
      of.width <= mostDots
        ? [...of.mean].flatMap((value, cell) =>
            Number.isFinite(value)
              ? [svg("circle", { class: "nb-line-dot", cx: x(cell), cy: y(value), r: 2.5 })]
              : [],
          )
        : [];
    const bad = [...of.mean].flatMap((value, cell) =>
      Number.isFinite(value) && !(of.bad && of.bad[cell] > 0)
        ? []
        : [svg("path", { class: "nb-line-cross", d: `M${x(cell) - 3} ${bottom - 7}l6 6m0 -6l-6 6` })],
    );
    const under =
      pointer !== null && pointer < of.width
        ? [
            svg("line", { class: "nb-hair", x1: x(pointer), x2: x(pointer), y1: margin.top, y2: bottom }),
            ...(Number.isFinite(of.mean[pointer])
              ? [svg("circle", { class: "nb-line-under", cx: x(pointer), cy: y(of.mean[pointer]), r: 4 })]
              : []),
          ]
        : [];
    return [
      ...rows,
      svg("line", { class: "nb-axis-line", x1: margin.left, x2: end, y1: bottom + 0.5, y2: bottom + 0.5 }),
      ...indices,
      ...band,
      svg("path", { class: "nb-line-path", d: linePath(of.mean, x, y) }),
      ...dots,
      ...bad,
      ...under,
    ];
  }

  return { element, draw };
}

function linePath(values: Float64Array, x: (cell: number) => number, y: (value: number) => number): string {
  let [path, pen] = ["", false];
  values.forEach((value, cell) => {
    if (Number.isFinite(value)) path += `${pen ? "L" : "M"}${x(cell).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = Number.isFinite(value);
  });
  return path;
}

/** Upright strokes from the least to the greatest value of each block. */
function bandPath({ min, max }: Plane, x: (cell: number) => number, y: (value: number) => number): string {
  if (!min || !max) return "";
  let path = "";
  min.forEach((value, cell) => {
    if (Number.isFinite(value))
      path += `M${x(cell).toFixed(1)} ${y(value).toFixed(1)}V${y(max[cell]).toFixed(1)}`;
  });
  return path;
}
