import { fitted } from "../dom/canvas.ts";
import { h, say, set, svg } from "../dom/element.ts";
import { clamp } from "../scale/linear.ts";
import { colourBar } from "./colour-bar.ts";
import { closeness, fitScale, panned, zoomed, type Scale } from "./fit.ts";
import { onHeat } from "./heat-input.ts";
import { heatLabels } from "./heat-labels.ts";
import { heatMarks } from "./heat-marks.ts";
import { drawHeat } from "./heat.ts";
import { cellAt, cellOf, placementOf, type Cell } from "./placement.ts";
import { extentOf, wholeViewport, type Plane, type Viewport } from "./plane.ts";
import { pinNow, type Pin } from "./pin.ts";
import { readingOf, type Reading } from "./reading.ts";
import { readings } from "./readings.ts";
import type { Scene, Stage } from "./scene.ts";
import { zoomBar } from "./zoom-bar.ts";

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
  const zooming = zoomBar((by) => zoom(by));
  const coarse = h("div", { class: "nb-2 nb-small nb-coarse" });
  const aside = h("div", { class: "nb-heat-side" }, read.element, bar.element, zooming.element, coarse);
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
  const factor = (): number => (viewport ? closeness(viewport, extent()) : 1);

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

  onHeat(canvas, {
    grab() {
      if (!viewport || factor() <= 1) return null;
      const from = viewport;
      const [high, wide] = [from.rows[1] - from.rows[0], from.columns[1] - from.columns[0]];
      return (across, down) => (viewport = panned(from, [-across * wide, -down * high], extent()));
    },
    point(at) {
      pointer = at && cellUnder(at);
      changed();
    },
    click: (at) => void pin(cellUnder(at)),
    zoom,
    step(rows, columns) {
      if (!plane) return false;
      const { row, column } = pointer ?? { row: -rows, column: -columns };
      pointer = {
        row: clamp(row + rows, 0, plane.height - 1),
        column: clamp(column + columns, 0, plane.width - 1),
      };
      const now = reading(pointer);
      if (now) say(spoken, `${now.where}: ${now.text}`);
      changed();
      return true;
    },
    pin: () => pin(pointer),
    unpin() {
      if (!pinned) return false;
      pinned = null;
      changed();
      return true;
    },
    whole() {
      if (!scene) return false;
      viewport = wholeViewport(scene.selection);
      changed();
      return true;
    },
  });

  function pin(cell: Cell | null): boolean {
    pinned = pinAt(cell) ?? pinned;
    changed();
    return cell !== null;
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
    zooming.draw(factor());
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
