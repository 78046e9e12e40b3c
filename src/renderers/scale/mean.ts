import type { Points } from "./thin.ts";

/** The mean of the finite values in each of `columns` equal parts of [from, to], where there are any. `x` ascends. */
export function columnMeans(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  columns: number,
  [from, to]: readonly [number, number],
): Points {
  const sums = Array.from({ length: columns }, () => ({ x: 0, y: 0, count: 0 }));
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const [at, value] = [x[i], y[i]];
    if (!Number.isFinite(value) || at < from || at > to) continue;
    const sum = sums[Math.min(columns - 1, Math.floor(((at - from) / (to - from)) * columns))];
    sum.x += at;
    sum.y += value;
    sum.count++;
  }
  const filled = sums.filter(({ count }) => count > 0);
  return { x: filled.map((sum) => sum.x / sum.count), y: filled.map((sum) => sum.y / sum.count) };
}
