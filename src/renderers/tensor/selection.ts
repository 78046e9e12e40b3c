import { imageLayout } from "../../protocol/index.ts";
import { SliceError, wholeRange, type Pick } from "./slice.ts";

/** Which part is shown: a pick for each axis, and which of those with a range lie across and down. */
export interface Selection {
  readonly picks: readonly Pick[];
  readonly rows: number | null;
  readonly columns: number | null;
}

/** The last two axes whole (of pictures theirs), the others at their first index. */
export function firstSelection(shape: readonly number[]): Selection {
  const layout = imageLayout(shape);
  const rank = shape.length;
  const columns = layout?.columns ?? (rank > 0 ? rank - 1 : null);
  const rows = layout?.rows ?? (rank > 1 ? rank - 2 : null);
  const picks = shape.map((length, axis): Pick =>
    axis === rows || axis === columns ? wholeRange(length) : { kind: "index", at: 0 },
  );
  return { picks, rows, columns };
}

/** The selection of an expression: the axes with a range are drawn. Throws a SliceError where they are too many. */
export function selectionOf(picks: readonly Pick[], before: Selection): Selection {
  const ranges = picks.flatMap(({ kind }, axis) => (kind === "range" ? [axis] : []));
  if (ranges.length > 2) {
    throw new SliceError(
      `Two axes can be drawn, and this leaves ${ranges.length} (${ranges.join(", ")}). Give the others an index.`,
    );
  }
  const same = ranges.length === 2 && before.rows !== null && before.columns !== null;
  if (same && ranges.includes(before.rows) && ranges.includes(before.columns)) return { ...before, picks };
  return ranges.length === 2
    ? { picks, rows: ranges[0], columns: ranges[1] }
    : { picks, rows: null, columns: ranges.at(0) ?? null };
}

export type Role = "index" | "rows" | "columns";

export const roleOf = ({ rows, columns }: Selection, axis: number): Role =>
  axis === rows ? "rows" : axis === columns ? "columns" : "index";

/** Gives an axis another role; the axis that had it takes what this one had. */
export function withRole(
  selection: Selection,
  axis: number,
  role: Role,
  shape: readonly number[],
): Selection {
  const old = roleOf(selection, axis);
  if (old === role) return selection;
  const other = role === "index" ? null : selection[role];
  const picks = [...selection.picks];
  const roles = { rows: selection.rows, columns: selection.columns };
  if (old !== "index") roles[old] = other;
  if (role !== "index") roles[role] = axis;
  const settle = (each: number): void => {
    const drawn = each === roles.rows || each === roles.columns;
    const pick = picks[each];
    if (drawn && pick.kind === "index") picks[each] = wholeRange(shape[each]);
    if (!drawn && pick.kind === "range") picks[each] = { kind: "index", at: Math.max(0, pick.start) };
  };
  settle(axis);
  if (other !== null) settle(other);
  // A single range lies across.
  if (roles.columns === null && roles.rows !== null) return { picks, rows: null, columns: roles.rows };
  return { picks, ...roles };
}

/** The selection with one axis at another index. */
export const withIndex = (selection: Selection, axis: number, at: number): Selection => ({
  ...selection,
  picks: selection.picks.map((pick, each) => (each === axis ? { kind: "index", at } : pick)),
});
