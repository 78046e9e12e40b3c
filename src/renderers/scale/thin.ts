// A long series drawn on few pixels: a column keeps its extremes, so that no spike is lost.

export interface Points {
  x: number[];
  y: number[];
}

/**
 * At most four points for each of `columns` equal parts of [from, to]: the first, least, greatest and last value
 * of the part, in order. Values that are not finite stay as gaps (NaN), one for each part that has any.
 * `x` ascends.
 */
export function thin(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  columns: number,
  [from, to]: readonly [number, number],
): Points {
  const length = Math.min(x.length, y.length);
  if (length <= columns * 2 || !(to > from)) return { x: Array.from(x).slice(0, length), y: gaps(y, length) };
  const out: Points = { x: [], y: [] };
  const columnOf = (i: number): number => Math.floor(((x[i] - from) / (to - from)) * columns);
  for (let start = 0; start < length;) {
    const column = columnOf(start);
    let end = start;
    let least = -1;
    let greatest = -1;
    let hole = -1;
    for (; end < length && columnOf(end) === column; end++) {
      const value = y[end];
      if (!Number.isFinite(value)) hole = end;
      else {
        if (least < 0 || value < y[least]) least = end;
        if (greatest < 0 || value > y[greatest]) greatest = end;
      }
    }
    const kept = new Set([start, least, greatest, hole, end - 1].filter((i) => i >= 0));
    for (const i of [...kept].sort((a, b) => a - b)) {
      out.x.push(x[i]);
      out.y.push(finiteOrGap(y[i]));
    }
    start = end;
  }
  return out;
}

const finiteOrGap = (value: number): number => (Number.isFinite(value) ? value : NaN);

const gaps = (y: ArrayLike<number>, length: number): number[] =>
  Array.from({ length }, (_, i) => finiteOrGap(y[i]));
