import type { Points } from "../features.ts";
import type { Work } from "../work.ts";
import { eachTile } from "./distances.ts";

/** Which points lie in balls around others. */
export interface InBalls {
  /** Of each centre, how many points lie in its ball. */
  readonly held: Int32Array;
  /** Of each point, in how many balls it lies. */
  readonly holders: Int32Array;
}

/** Balls around `centres`; `closed` ones hold their surface too. */
export function* inBalls(
  centres: Points,
  squaredRadii: Float64Array,
  points: Points,
  closed: boolean,
): Work<InBalls> {
  const held = new Int32Array(centres.count);
  const holders = new Int32Array(points.count);
  yield* eachTile(centres, points, ({ i0, j0, rows, columns, values }) => {
    for (let i = 0; i < rows; i++) {
      const radius = squaredRadii[i0 + i];
      for (let j = 0; j < columns; j++) {
        const distance = values[i * columns + j];
        if (closed ? distance > radius : distance >= radius) continue;
        held[i0 + i]++;
        holders[j0 + j]++;
      }
    }
  });
  return { held, holders };
}
