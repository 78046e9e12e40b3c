import { clamp } from "../scale/linear.ts";
import type { Viewport } from "./plane.ts";

/** How large an element of the matrix is drawn, in CSS pixels. */
export interface Scale {
  readonly x: number;
  readonly y: number;
}

/** Largest side of an element, and its least where few of them would else be a thin line. */
const [most, readable] = [40, 24];

/**
 * The largest scale at which rows x columns fit a room, in whole pixels where an element has one. Elements are squares,
 * but for a matrix so long that its few rows (or columns) would be a line: these are as wide as can be read.
 */
export function fitScale([rows, columns]: readonly [number, number], width: number, height: number): Scale {
  const floored = (exact: number): number => (exact >= 1 ? Math.floor(exact) : exact);
  const [across, down] = [width / Math.max(1, columns), height / Math.max(1, rows)];
  const square = Math.min(across, down, most);
  const side = (length: number, exact: number): number =>
    square * length < readable * Math.min(length, 4) ? Math.min(readable, exact) : square;
  return { x: floored(side(columns, across)), y: floored(side(rows, down)) };
}

/** How many times as close as the whole matrix a viewport is. */
export const closeness = ({ rows, columns }: Viewport, [height, width]: readonly [number, number]): number =>
  Math.max(height / (rows[1] - rows[0]), width / (columns[1] - columns[0]));

/** A viewport `factor` times as close, about a point of it (0 to 1 across and down), inside the matrix. */
export function zoomed(
  { rows, columns }: Viewport,
  factor: number,
  [across, down]: readonly [number, number],
  [height, width]: readonly [number, number],
): Viewport {
  const along = ([from, to]: readonly [number, number], at: number, length: number): [number, number] => {
    const span = to - from;
    const next = clamp(span / factor, Math.min(4, length), length);
    const start = clamp(from + at * (span - next), 0, length - next);
    return [start, start + next];
  };
  return { rows: along(rows, down, height), columns: along(columns, across, width) };
}

/** The viewport moved by elements, inside the matrix. */
export function panned(
  { rows, columns }: Viewport,
  [right, below]: readonly [number, number],
  [height, width]: readonly [number, number],
): Viewport {
  const along = ([from, to]: readonly [number, number], by: number, length: number): [number, number] => {
    const start = clamp(from + by, 0, length - (to - from));
    return [start, start + (to - from)];
  };
  return { rows: along(rows, below, height), columns: along(columns, right, width) };
}
