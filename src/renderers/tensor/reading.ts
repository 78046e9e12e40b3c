import type { Tensor } from "../../protocol/index.ts";
import { elementsOf, type Plane } from "./plane.ts";
import type { Selection } from "./selection.ts";
import { fixed } from "../text/number.ts";
import { shortText, valueText } from "./value-text.ts";

/** What one cell of a plane says. */
export interface Reading {
  /** "[2, 0, 20, 33]", with first:end where the cell stands for several. */
  readonly where: string;
  readonly value: number;
  readonly text: string;
  /** "0.69 σ from the mean", or the extremes of what the cell stands for. */
  readonly detail: string;
  /** First element of the cell. */
  readonly index: readonly number[];
}

export function readingOf(
  plane: Plane,
  row: number,
  column: number,
  selection: Selection,
  tensor: Tensor,
): Reading {
  const k = row * plane.width + column;
  const value = plane.mean[k];
  const span = (of: Plane["rows"], cell: number): string => {
    const [first, last] = elementsOf(of, cell);
    return first === last ? String(first) : `${Math.min(first, last)}:${Math.max(first, last) + 1}`;
  };
  const parts = selection.picks.map((pick, axis) => {
    if (axis === selection.rows) return span(plane.rows, row);
    if (axis === selection.columns) return span(plane.columns, column);
    return pick.kind === "index" ? String(pick.at) : ":";
  });
  const index = selection.picks.map((pick, axis) => {
    if (axis === selection.rows) return elementsOf(plane.rows, row)[0];
    if (axis === selection.columns) return elementsOf(plane.columns, column)[0];
    return pick.kind === "index" ? pick.at : pick.start;
  });
  const coarse = plane.coarse;
  const detail = coarse ? extremesText(plane, k) : distanceText(value, tensor);
  return {
    where: `[${parts.join(", ")}]`,
    value,
    text: coarse ? `mean ${shortText(value)}` : valueText(value, plane.exact),
    detail,
    index,
  };
}

function extremesText({ min, max, bad }: Plane, k: number): string {
  const wrong = bad?.[k] ?? 0;
  // Of pictures the means alone are saved.
  if (min === null && bad === null) return "";
  if (min === null || max === null || !Number.isFinite(min[k])) return `${wrong} NaN or Inf`;
  return `min ${shortText(min[k])}, max ${shortText(max[k])}${wrong > 0 ? `, ${wrong} NaN or Inf` : ""}`;
}

function distanceText(value: number, { statistics: { moments } }: Tensor): string {
  if (!Number.isFinite(value) || !moments || moments.std === 0) return "";
  return `${fixed((value - moments.mean) / moments.std, 2)} σ from the mean`;
}
