import type { Points } from "../features.ts";
import type { Work } from "../work.ts";
import { eachTile } from "./distances.ts";

/** Squared distance of every point to its k-th nearest neighbour among the others. There are more than k points. */
export function* squaredRadii(points: Points, k: number): Work<Float64Array> {
  const nearest = new Float64Array(points.count * k).fill(Infinity); // of each point k, in rising order
  yield* eachTile(points, points, ({ i0, j0, rows, columns, values }) => {
    for (let i = 0; i < rows; i++) {
      const end = (i0 + i) * k + k - 1;
      for (let j = 0; j < columns; j++) {
        const distance = values[i * columns + j];
        if (distance < nearest[end] && i0 + i !== j0 + j) insert(nearest, end, k, distance);
      }
    }
  });
  return Float64Array.from({ length: points.count }, (_, i) => nearest[i * k + k - 1]);
}

/** Puts a distance among those that end at `end`; the largest falls out. */
function insert(nearest: Float64Array, end: number, k: number, distance: number): void {
  let at = end;
  for (; at > end - k + 1 && nearest[at - 1] > distance; at--) nearest[at] = nearest[at - 1];
  nearest[at] = distance;
}
