import type { Points } from "../features.ts";
import { eachTile } from "../neighbours/distances.ts";
import type { Work } from "../work.ts";

/** Means of a function of the distance of two samples. */
export interface Means {
  /** Of two of the first set, of two of the second, of one of each. */
  readonly aa: number;
  readonly bb: number;
  readonly ab: number;
}

/**
 * Means of `of` the squared distance. Unbiased ones leave out the pairs of a sample with itself; biased ones take them with
 * the rest, as of two equal measures.
 */
export function* pairMeans(
  a: Points,
  b: Points,
  of: (squaredDistance: number) => number,
  biased: boolean,
): Work<Means> {
  return {
    aa: yield* within(a, of, biased),
    bb: yield* within(b, of, biased),
    ab: yield* between(a, b, of),
  };
}

export const pairEffort = (a: Points, b: Points): number =>
  (a.count ** 2 / 2 + b.count ** 2 / 2 + a.count * b.count) * a.dim;

function* within(x: Points, of: (d: number) => number, biased: boolean): Work<number> {
  let sum = 0;
  yield* eachTile(
    x,
    x,
    ({ i0, j0, rows, columns, values }) => {
      let tile = 0;
      for (let i = 0; i < rows; i++) {
        for (let j = Math.max(0, i0 + i + 1 - j0); j < columns; j++) tile += of(values[i * columns + j]);
      }
      sum += tile;
    },
    true,
  );
  return biased ? (2 * sum) / x.count ** 2 + of(0) / x.count : (2 * sum) / (x.count * (x.count - 1));
}

function* between(a: Points, b: Points, of: (d: number) => number): Work<number> {
  let sum = 0;
  yield* eachTile(a, b, ({ rows, columns, values }) => {
    let tile = 0;
    for (let at = 0; at < rows * columns; at++) tile += of(values[at]);
    sum += tile;
  });
  return sum / (a.count * b.count);
}
