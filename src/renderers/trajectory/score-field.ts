import type { Pairs } from "./scatter.ts";

/** The mean of the vectors of the points in one cell, at the cell's middle. */
export interface Arrow {
  readonly x: number;
  readonly y: number;
  readonly u: number;
  readonly v: number;
}

/** Means of the points' vectors on a grid of `cells` by `cells` over a window, where there are any points. */
export function field(points: Pairs, vectors: Pairs, window: number, cells: number): Arrow[] {
  const sums = new Float64Array(3 * cells * cells);
  for (let i = 0; i < points.length; i += 2) {
    const at = cellAt(points[i], points[i + 1], window, cells);
    if (at === null || !Number.isFinite(vectors[i] + vectors[i + 1])) continue;
    sums[3 * at] += 1;
    sums[3 * at + 1] += vectors[i];
    sums[3 * at + 2] += vectors[i + 1];
  }
  const middle = (k: number): number => ((k + 0.5) / cells) * 2 * window - window;
  const arrows: Arrow[] = [];
  for (let at = 0; at < cells * cells; at++) {
    const count = sums[3 * at];
    if (count === 0) continue;
    const [x, y] = [middle(at % cells), middle(Math.floor(at / cells))];
    arrows.push({ x, y, u: sums[3 * at + 1] / count, v: sums[3 * at + 2] / count });
  }
  return arrows;
}

export const longest = (arrows: readonly Arrow[]): number =>
  arrows.reduce((most, { u, v }) => Math.max(most, Math.hypot(u, v)), 0);

/** How many of the points lie in each cell of a grid over a window: from the lower left, row by row. */
export function density(points: Pairs, window: number, cells: number): Uint32Array {
  const counts = new Uint32Array(cells * cells);
  for (let i = 0; i < points.length; i += 2) {
    const at = cellAt(points[i], points[i + 1], window, cells);
    if (at !== null) counts[at]++;
  }
  return counts;
}

function cellAt(x: number, y: number, window: number, cells: number): number | null {
  const column = Math.floor(((x + window) / (2 * window)) * cells);
  const row = Math.floor(((y + window) / (2 * window)) * cells);
  // Also false for NaN.
  return column >= 0 && column < cells && row >= 0 && row < cells ? row * cells + column : null;
}
