import { iconButton } from "../controls/toolkit.ts";
import { fitted } from "../dom/canvas.ts";
import { h, say, set, svg } from "../dom/element.ts";
import { clamp } from "../scale/linear.ts";
import { fixed } from "../text/number.ts";
import { colourBar } from "./colour-bar.ts";
import { fitScale, panned, zoomed, type Scale } from "./fit.ts";
import { heatLabels } from "./heat-labels.ts";
import { heatMarks } from "./heat-marks.ts";
import { drawHeat } from "./heat.ts";
import { cellAt, cellOf, placementOf, type Cell } from "./placement.ts";
import { extentOf, wholeViewport, type Plane, type Viewport } from "./plane.ts";
import { pinNow, type Pin } from "./pin.ts";
import { readingOf, type Reading } from "./reading.ts";
import { readings } from "./readings.ts";
import type { Scene, Stage } from "./scene.ts";

const nowhere = { picks: [], rows: null, columns: null };
const margin = { left: 28, bottom: 18 };
const tallest = 320;
/** From this width of the output on, what is read stands beside the picture. */
const wideFrom = 640;
const side = { wide: 206, gap: 24 };

/** A matrix as a heat map: read under the pointer or by the arrow keys, pinned by a click, zoomed and moved. */
export function matrixStage(changed: () => void): Stage {
  const canvas = h("canvas", { class: "nb-heat", tabindex: 0, role: "img" });
  const labels = svg("svg", { class: "nb-heat-labels", "aria-hidden": "true" });
  const marks = svg("svg", { class: "nb-heat-marks", "aria-hidden": "true" });
  const figure = h("div", { class: "nb-heat-figure" }, labels, canvas, marks);
  const spoken = h("span", { class: "nb-spoken", "aria-live": "polite" });
  const read = readings(() => {
    pinned = null;
    changed();
  });
  const bar = colourBar();
  const level = h("span", { class: "nb-2 nb-small nb-zoom-level" });
  const out = iconButton("minus", "Zoom out (−)", () => zoom(1 / 1.5));
  const into = iconButton("plus", "Zoom in (+)", () => zoom(1.5));
  const zoomBar = h(
    "div",
    { class: "nb-bar nb-zoom" },
    h("span", { class: "nb-2 nb-small" }, "Zoom"),
    out.element,
    level,
    into.element,
  );
  const coarse = h("div", { class: "nb-2 nb-small nb-coarse" });
  const aside = h("div", { class: "nb-heat-side" }, read.element, bar.element, zoomBar, coarse);
  const element = h("div", { class: "nb-matrix" }, figure, aside, spoken);

  let scene: Scene | null = null;
  let plane: Plane | null = null;
  let viewport: Viewport | null = null;
  let shownOf = "";
  let scale: Scale = { x: 1, y: 1 };
  let pointer: Cell | null = null;
  let pinned: Pin | null = null;

  const extent = (): [number, number] =>
    scene ? [extentOf(scene.selection, "rows"), extentOf(scene.selection, "columns")] : [1, 1];
  const factor = (): number => {
    const [height, width] = extent();
    return viewport
      ? Math.max(
          height / (viewport.rows[1] - viewport.rows[0]),
          width / (viewport.columns[1] - viewport.columns[0]),
        )
      : 1;
  };

  function zoom(by: number, about: readonly [number, number] = [0.5, 0.5]): void {
    if (!viewport) return;
    viewport = zoomed(viewport, by, about, extent());
    pointer = null;
    changed();
  }

  const viewOf = (): Viewport => viewport ?? { rows: [0, 1], columns: [0, 1] };
  const placed = (of: Plane) => placementOf(of, scene?.selection ?? nowhere, viewOf(), canvas);
  const cellUnder = ({ offsetX, offsetY }: MouseEvent): Cell | null =>
    plane && cellAt(plane, placed(plane), offsetX, offsetY);

  let drag: { x: number; y: number; from: Viewport; moved: boolean } | null = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !viewport) return;
    canvas.setPointerCapture(event.pointerId);
    drag = { x: event.offsetX, y: event.offsetY, from: viewport, moved: false };
  });
  canvas.addEventListener("pointermove", (event) => {
    if (drag && factor() > 1) {
      const [dx, dy] = [event.offsetX - drag.x, event.offsetY - drag.y];
      drag.moved ||= Math.hypot(dx, dy) > 3;
      const { rows, columns } = drag.from;
      const perColumn = (columns[1] - columns[0]) / canvas.clientWidth;
      const perRow = (rows[1] - rows[0]) / canvas.clientHeight;
      if (drag.moved) viewport = panned(drag.from, [-dx * perColumn, -dy * perRow], extent());
    }
    pointer = cellUnder(event);
    changed();
  });
  canvas.addEventListener("pointerup", (event) => {
    const clicked = drag && !drag.moved ? cellUnder(event) : null;
    drag = null;
    if (clicked) pin(clicked);
  });
  canvas.addEventListener("pointerleave", () => {
    if (!drag) pointer = null;
    changed();
  });
  canvas.addEventListener(
    "wheel",
    (event) => {
      // The wheel alone scrolls the notebook.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? 1.25 : 0.8, [
        event.offsetX / canvas.clientWidth,
        event.offsetY / canvas.clientHeight,
      ]);
    },
    { passive: false },
  );
  canvas.addEventListener("keydown", (event) => {
    if (!plane || event.altKey || event.ctrlKey || event.metaKey) return;
    const stride = event.shiftKey ? 10 : 1;
    const moves: Partial<Record<string, [number, number]>> = {
      ArrowLeft: [0, -stride],
      ArrowRight: [0, stride],
      ArrowUp: [-stride, 0],
      ArrowDown: [stride, 0],
    };
    const by = moves[event.key];
    if (by) {
      const from = pointer ?? { row: 0, column: 0 };
      pointer = pointer
        ? {
            row: clamp(from.row + by[0], 0, plane.height - 1),
            column: clamp(from.column + by[1], 0, plane.width - 1),
          }
        : from;
      const now = reading(pointer);
      if (now) say(spoken, `${now.where}: ${now.text}`);
    } else if (event.key === "Enter" || event.key === " ") {
      if (pointer) pin(pointer);
    } else if (event.key === "Escape" && pinned) pinned = null;
    else if (event.key === "+" || event.key === "=") zoom(1.5);
    else if (event.key === "-") zoom(1 / 1.5);
    else if (event.key === "0" && scene) viewport = wholeViewport(scene.selection);
    else return;
    event.preventDefault();
    event.stopPropagation();
    changed();
  });

  function pin(cell: Cell): void {
    pinned = pinAt(cell);
    changed();
  }

  function pinAt(cell: Cell | null): Pin | null {
    const now = reading(cell);
    return now && scene && { reading: now, of: scene.tensor };
  }

  function reading(cell: Cell | null): Reading | null {
    if (!cell || !plane || !scene || cell.row >= plane.height || cell.column >= plane.width) return null;
    return readingOf(plane, cell.row, cell.column, scene.selection, scene.tensor);
  }

  function layOut(): void {
    const available = element.clientWidth;
    const wide = available >= wideFrom;
    const room = available - margin.left - (wide ? side.wide + side.gap : 0);
    scale = fitScale(extent(), room, tallest);
    const [rows, columns] = extent();
    const [width, height] = [
      Math.max(1, Math.round(scale.x * columns)),
      Math.max(1, Math.round(scale.y * rows)),
    ];
    figure.style.width = `${width + margin.left}px`;
    figure.style.height = `${height + margin.bottom}px`;
    set(canvas, { style: `left: ${margin.left}px; width: ${width}px; height: ${height}px` });
    for (const drawing of [labels, marks]) {
      set(drawing, { width: width + margin.left, height: height + margin.bottom });
    }
  }

  function draw(next: Scene): void {
    scene = next;
    // The same slice keeps its viewport, another one of the same extent too: scrolling through an axis stays where it is.
    const of = `${String(extent())} ${next.selection.rows} ${next.selection.columns}`;
    if (of !== shownOf || !viewport) {
      shownOf = of;
      viewport = wholeViewport(next.selection);
      pointer = null;
    }
    layOut();
    const most = [Math.max(1, canvas.clientHeight), Math.max(1, canvas.clientWidth)] as const;
    const inSight: Viewport = {
      rows: [Math.floor(viewport.rows[0]), Math.ceil(viewport.rows[1])],
      columns: [Math.floor(viewport.columns[0]), Math.ceil(viewport.columns[1])],
    };
    plane = next.plane(inSight, most);
    const surface = fitted(canvas);
    if (surface && plane) drawHeat(surface.context, plane, next, placed(plane));
    const [rows, columns] = extent();
    set(canvas, {
      "aria-label": `Heat map, ${rows} rows, ${columns} columns. Arrow keys read values, Enter pins one, plus and minus zoom.`,
    });
    const size = [canvas.clientWidth, canvas.clientHeight] as const;
    labels.replaceChildren(...heatLabels(next.selection, viewport, size, margin.left));
    const now = reading(pointer);
    pinned &&= pinNow(pinned, next);
    marks.replaceChildren(...(plane ? marksOf(plane, next, size) : []));
    read.draw(now, pinned?.reading ?? null);
    bar.draw(next);
    say(coarse, plane?.coarse ? coarseText(plane) : "");
    say(level, `${fixed(factor(), factor() < 9.95 ? 1 : 0)}×`);
    set(out.element, { disabled: factor() <= 1.001 });
  }

  function marksOf(of: Plane, { selection }: Scene, size: readonly [number, number]): SVGElement[] {
    const under = pointer && pointer.row < of.height && pointer.column < of.width ? pointer : null;
    const kept = pinned && cellOf(pinned.reading.index, of, selection);
    return heatMarks(placed(of), { under, pinned: kept }, size, margin.left);
  }

  return { element, draw, picture: () => canvas };
}

/** What a cell stands for: "Each cell is the mean of 8 × 15 values." */
function coarseText({ rows, columns, sampled }: Plane): string {
  const block = rows.block > 1 || columns.block > 1 ? `${rows.block} × ${columns.block}` : "several";
  return `Each cell is the mean of ${sampled ? "some of " : ""}${block} values.`;
}
