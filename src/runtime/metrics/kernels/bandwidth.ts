import { median } from "../../inference/diagnostics/quantile.ts";
import { stream } from "../../random/index.ts";
import type { Points } from "../features.ts";
import { eachTile } from "../neighbours/distances.ts";
import type { Work } from "../work.ts";

/** Samples that the median is taken over: all pairs of more would not fit into memory. */
const most = 1000;

/**
 * The median distance of two samples of both sets together, of 1000 of them at random where there are more. Throws a
 * RangeError where it is 0.
 */
export function* medianDistance(a: Points, b: Points, seed: number): Work<number> {
  const total = a.count + b.count;
  const some = stream(seed).permutation(total).subarray(0, Math.min(most, total));
  const values = new Float64Array(some.length * a.dim);
  some.forEach((from, at) => {
    const [set, row] = from < a.count ? [a, from] : [b, from - a.count];
    values.set(set.values.subarray(row * a.dim, (row + 1) * a.dim), at * a.dim);
  });
  const chosen = { values, count: some.length, dim: a.dim };
  const squares: number[] = [];
  yield* eachTile(
    chosen,
    chosen,
    ({ i0, j0, rows, columns, values: tile }) => {
      for (let i = 0; i < rows; i++) {
        for (let j = Math.max(0, i0 + i + 1 - j0); j < columns; j++) squares.push(tile[i * columns + j]);
      }
    },
    true,
  );
  const found = median(squares.map(Math.sqrt));
  if (found > 0) return found;
  throw new RangeError("The median distance of two samples is 0: give the bandwidths of mmd");
}
