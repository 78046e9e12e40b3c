import { blocksShape, type Cut } from "../../protocol/index.ts";
import type { Selection } from "./selection.ts";
import type { Grid, Source } from "./source.ts";
import type { Pick } from "./slice.ts";

/** Places of the selection that are in sight: from which to which (left out) across and down. */
export interface Viewport {
  readonly rows: readonly [from: number, to: number];
  readonly columns: readonly [from: number, to: number];
}

/** What is drawn: cells row by row, each for a block of the selection's places. */
export interface Plane {
  readonly height: number;
  readonly width: number;
  readonly mean: Float64Array;
  readonly min: Float64Array | null;
  readonly max: Float64Array | null;
  readonly bad: Float64Array | null;
  readonly rows: Cut;
  readonly columns: Cut;
  readonly exact: boolean;
  /** Whether a cell is the mean of several elements, of the axes that are not drawn as well. */
  readonly coarse: boolean;
  /** Whether it is the mean of some of them. */
  readonly sampled: boolean;
}

const one: Cut = { start: 0, step: 1, count: 1, block: 1 };

export const extentOf = (selection: Selection, role: "rows" | "columns"): number => {
  const axis = selection[role];
  const pick = axis === null ? null : selection.picks[axis];
  return pick?.kind === "range" ? pick.count : 1;
};

export const wholeViewport = (selection: Selection): Viewport => ({
  rows: [0, extentOf(selection, "rows")],
  columns: [0, extentOf(selection, "columns")],
});

/** What a viewport asks for, at no more than `most` cells down and across. */
export function cutsFor(
  { picks, rows, columns }: Selection,
  viewport: Viewport,
  most: readonly [rows: number, columns: number],
): Cut[] {
  const ranged = (pick: Pick, [from, to]: readonly [number, number], cells: number): Cut => {
    if (pick.kind === "index") return { ...one, start: pick.at };
    const count = Math.max(1, Math.min(to, pick.count) - from);
    return {
      start: pick.start + from * pick.step,
      step: pick.step,
      count,
      block: Math.max(1, Math.ceil(count / cells)),
    };
  };
  return picks.map((pick, axis) => {
    if (axis === rows) return ranged(pick, viewport.rows, most[0]);
    if (axis === columns) return ranged(pick, viewport.columns, most[1]);
    return pick.kind === "index"
      ? { ...one, start: pick.at }
      : { start: pick.start, step: pick.step, count: pick.count, block: 1 };
  });
}

/** The drawn part of a grid that holds one matrix, upright as the selection has it. */
export function planeOf(grid: Grid, { rows, columns }: Selection): Plane {
  const shape = blocksShape(grid.cuts);
  const [height, width] = [rows, columns].map((axis) => (axis === null ? 1 : shape[axis]));
  const turned = rows !== null && columns !== null && rows > columns;
  const upright = (values: Float64Array): Float64Array =>
    turned
      ? Float64Array.from(values, (_, k) => values[(k % width) * height + Math.floor(k / width)])
      : values;
  const given = (values: Float64Array | null): Float64Array | null => values && upright(values);
  return {
    height,
    width,
    mean: upright(grid.mean),
    min: given(grid.min),
    max: given(grid.max),
    bad: given(grid.bad),
    rows: rows === null ? one : grid.cuts[rows],
    columns: columns === null ? one : grid.cuts[columns],
    exact: grid.exact,
    coarse: grid.cuts.some(({ block, count }) => block > 1 && count > 1),
    sampled: grid.sampled,
  };
}

/** The plane of a viewport out of what is saved; null where that holds none of it. */
export function savedPlane(
  source: Source,
  selection: Selection,
  viewport: Viewport,
  most: readonly [number, number],
): Plane | null {
  const grid = source.part(cutsFor(selection, viewport, most));
  return grid && planeOf(grid, selection);
}

/** Which elements of its axis a cell stands for: first and last. */
export function elementsOf({ start, step, count, block }: Cut, cell: number): [first: number, last: number] {
  const from = cell * block;
  const to = Math.min(from + block, count) - 1;
  return [start + from * step, start + to * step];
}
