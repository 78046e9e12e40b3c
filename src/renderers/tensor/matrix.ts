import { iconButton } from "../controls/toolkit.ts";
import { fitted } from "../dom/canvas.ts";
import { h, say, set, svg } from "../dom/element.ts";
import { clamp } from "../scale/linear.ts";
import { fixed } from "../text/number.ts";
import { niceStep } from "../scale/ticks.ts";
import { colourBar } from "./colour-bar.ts";
import { fitScale, panned, zoomed, type Scale } from "./fit.ts";
import { drawHeat } from "./heat.ts";
import { extentOf, wholeViewport, type Plane, type Viewport } from "./plane.ts";
import { readingOf, type Reading } from "./reading.ts";
import { readings } from "./readings.ts";
import type { Scene, Stage } from "./scene.ts";

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
  let pointer: { row: number; column: number } | null = null;
  let pinned: Reading | null = null;

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

  /** The cell at a point of the canvas; null outside. */
  function cellAt(x: number, y: number): { row: number; column: number } | null {
    if (!plane) return null;
    const { left, top, cellWidth, cellHeight } = placement(plane);
    const [row, column] = [Math.floor((y - top) / cellHeight), Math.floor((x - left) / cellWidth)];
    return row >= 0 && row < plane.height && column >= 0 && column < plane.width ? { row, column } : null;
  }

  function placement(of: Plane) {
    const { selection } = scene ?? { selection: null };
    const place = (role: "rows" | "columns", cut: Plane["rows"]): number => {
      const axis = selection?.[role] ?? null;
      const pick = axis === null ? null : selection?.picks[axis];
      return pick?.kind === "range" ? (cut.start - pick.start) / pick.step : 0;
    };
    const view = viewport ?? { rows: [0, 1], columns: [0, 1] };
    const [height, width] = [canvas.clientHeight, canvas.clientWidth];
    const perRow = height / (view.rows[1] - view.rows[0]);
    const perColumn = width / (view.columns[1] - view.columns[0]);
    return {
      left: (place("columns", of.columns) - view.columns[0]) * perColumn,
      top: (place("rows", of.rows) - view.rows[0]) * perRow,
      cellWidth: perColumn * of.columns.block,
      cellHeight: perRow * of.rows.block,
    };
  }

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
    pointer = cellAt(event.offsetX, event.offsetY);
    changed();
  });
  canvas.addEventListener("pointerup", (event) => {
    const clicked = drag && !drag.moved ? cellAt(event.offsetX, event.offsetY) : null;
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

  function pin(cell: { row: number; column: number }): void {
    pinned = reading(cell);
    changed();
  }

  function reading(cell: { row: number; column: number } | null): Reading | null {
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
    if (surface && plane) drawHeat(surface.context, plane, next, placement(plane));
    const [rows, columns] = extent();
    set(canvas, {
      "aria-label": `Heat map, ${rows} rows, ${columns} columns. Arrow keys read values, Enter pins one, plus and minus zoom.`,
    });
    drawLabels(next);
    const now = reading(pointer);
    drawMarks();
    read.draw(now, pinned);
    bar.draw(next);
    say(coarse, plane?.coarse ? coarseText(plane) : "");
    say(level, `${fixed(factor(), factor() < 9.95 ? 1 : 0)}×`);
    set(out.element, { disabled: factor() <= 1.001 });
  }

  function drawLabels({ selection: { picks, rows, columns } }: Scene): void {
    const { clientWidth: width, clientHeight: height } = canvas;
    const view = viewport ?? { rows: [0, 1], columns: [0, 1] };
    const ticks = (
      axis: number | null,
      [from, to]: readonly [number, number],
      length: number,
      apart: number,
    ) => {
      const pick = axis === null ? null : picks[axis];
      if (pick?.kind !== "range") return [];
      const per = length / (to - from);
      const step = Math.max(1, binaryStep((apart * (to - from)) / length, to - from));
      const first = Math.ceil(from / step) * step;
      const places = Array.from(
        { length: Math.max(0, Math.ceil((to - first) / step)) },
        (_, k) => first + k * step,
      );
      const last = Math.ceil(to) - 1;
      const kept = places.filter((place) => last - place >= step * 0.75 || place === last);
      if (kept.at(-1) !== last) kept.push(last);
      return kept.map(
        (place) => [(place + 0.5 - from) * per, String(pick.start + place * pick.step)] as const,
      );
    };
    labels.replaceChildren(
      ...ticks(rows, view.rows, height, extent()[0] > 8 ? 40 : 16).map(([y, text]) =>
        svg("text", { x: margin.left - 6, y: clamp(y, 6, height - 4) + 4, "text-anchor": "end" }, text),
      ),
      ...ticks(columns, view.columns, width, 16 + 8 * String(extent()[1]).length).map(([x, text]) =>
        svg("text", { x: margin.left + x, y: height + 14, "text-anchor": "middle" }, text),
      ),
    );
  }

  function drawMarks(): void {
    const drawn: SVGElement[] = [];
    const { clientWidth: width, clientHeight: height } = canvas;
    if (plane) {
      const at = placement(plane);
      const box = (row: number, column: number, grow: number, role: string): SVGElement =>
        svg("rect", {
          class: role,
          x: margin.left + at.left + column * at.cellWidth - grow,
          y: at.top + row * at.cellHeight - grow,
          width: at.cellWidth + 2 * grow,
          height: at.cellHeight + 2 * grow,
        });
      if (pointer && pointer.row < plane.height && pointer.column < plane.width) {
        const x = margin.left + at.left + (pointer.column + 0.5) * at.cellWidth;
        const y = at.top + (pointer.row + 0.5) * at.cellHeight;
        drawn.push(
          svg("line", { class: "nb-hair", x1: margin.left, x2: margin.left + width, y1: y, y2: y }),
          svg("line", { class: "nb-hair", x1: x, x2: x, y1: 0, y2: height }),
          box(pointer.row, pointer.column, 0.5, "nb-under"),
        );
      }
      const pin = cellOf(pinned, plane);
      // Black within white: seen on every colour.
      if (pin) drawn.push(box(...pin, 0.5, "nb-pin-inner"), box(...pin, 2, "nb-pin-outer"));
    }
    marks.replaceChildren(...drawn);
  }

  /** Where a pinned element lies in what is drawn; null where it is out of sight. */
  function cellOf(pin: Reading | null, of: Plane): [number, number] | null {
    if (!pin || !scene) return null;
    const { picks, rows, columns } = scene.selection;
    const here = picks.every((pick, axis) => pick.kind === "range" || pick.at === pin.index[axis]);
    if (!here) return null;
    const place = (axis: number | null, cut: Plane["rows"]): number =>
      axis === null ? 0 : Math.floor((pin.index[axis] - cut.start) / cut.step / cut.block);
    const [row, column] = [place(rows, of.rows), place(columns, of.columns)];
    return row >= 0 && row < of.height && column >= 0 && column < of.width ? [row, column] : null;
  }

  return { element, draw, picture: () => canvas };
}

/** What a cell stands for: "Each cell is the mean of 8 × 15 values." */
function coarseText({ rows, columns }: Plane): string {
  const block = rows.block > 1 || columns.block > 1 ? `${rows.block} × ${columns.block}` : "several";
  return `Each cell is the mean of ${block} values.`;
}

/** Steps of 1, 2, 4, 8 … for the sizes that networks have, else of 1, 2 or 5 times a power of ten. */
function binaryStep(least: number, span: number): number {
  if (span <= 256) return 2 ** Math.max(0, Math.ceil(Math.log2(least)));
  return niceStep(least, 1);
}
