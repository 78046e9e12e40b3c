import type { Placement } from "./heat.ts";
import type { Plane, Viewport } from "./plane.ts";
import type { Selection } from "./selection.ts";

/** Where a plane's first cell lies on a canvas that shows a viewport, and how large its cells are, in CSS pixels. */
export function placementOf(
  plane: Plane,
  { picks, rows, columns }: Selection,
  view: Viewport,
  { clientWidth, clientHeight }: Pick<HTMLElement, "clientWidth" | "clientHeight">,
): Placement {
  const place = (axis: number | null, cut: Plane["rows"]): number => {
    const pick = axis === null ? null : picks[axis];
    return pick?.kind === "range" ? (cut.start - pick.start) / pick.step : 0;
  };
  const perRow = clientHeight / (view.rows[1] - view.rows[0]);
  const perColumn = clientWidth / (view.columns[1] - view.columns[0]);
  return {
    left: (place(columns, plane.columns) - view.columns[0]) * perColumn,
    top: (place(rows, plane.rows) - view.rows[0]) * perRow,
    cellWidth: perColumn * plane.columns.block,
    cellHeight: perRow * plane.rows.block,
  };
}

/** A cell of a plane. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** The cell at a point of the canvas; null outside. */
export function cellAt(
  plane: Plane,
  { left, top, cellWidth, cellHeight }: Placement,
  x: number,
  y: number,
): Cell | null {
  const [row, column] = [Math.floor((y - top) / cellHeight), Math.floor((x - left) / cellWidth)];
  return row >= 0 && row < plane.height && column >= 0 && column < plane.width ? { row, column } : null;
}

/** The cell in which an element of the tensor lies; null where it is not drawn. */
export function cellOf(
  index: readonly number[],
  plane: Plane,
  { picks, rows, columns }: Selection,
): Cell | null {
  if (!picks.every((pick, axis) => pick.kind === "range" || pick.at === index[axis])) return null;
  const place = (axis: number | null, cut: Plane["rows"]): number =>
    axis === null ? 0 : Math.floor((index[axis] - cut.start) / cut.step / cut.block);
  const [row, column] = [place(rows, plane.rows), place(columns, plane.columns)];
  return row >= 0 && row < plane.height && column >= 0 && column < plane.width ? { row, column } : null;
}
