import type { OwnKernels } from "./own-kernels.ts";

/** Rows of a chunk at most: as many stay in the nearest cache with their slopes. */
const mostRows = 64;

/** The gradient by the filter: for each tap [K, N], the sum over places of the source's K numbers times the slope's N. */
export interface Scatter {
  /** Addresses. */
  source: number;
  slope: number;
  out: number;
  /** From an output's place to its source. */
  taps: readonly { line: number; point: number }[];
  K: number;
  N: number;
  images: number;
  height: number;
  width: number;
  lines: number;
  points: number;
  strideLine: number;
  stridePoint: number;
  /** Each image has a result of its own, one after another. */
  each?: boolean;
}

export function scatter(own: OwnKernels, s: Scatter): void {
  const count = s.taps.length;
  const size = count * s.K * s.N;
  // Two parts whatever the number of threads is, so that the rounding does not depend on it.
  const parts = s.each ? s.images : Math.min(s.images, 2);
  const rows = Math.min(mostRows, 5 * Math.ceil((s.K * count * parts) / (5 * 4 * own.threads)));
  const blocks = Math.ceil(s.K / rows);
  const apart = parts > 1 && !s.each;
  own.withScratch([2 * count, apart ? parts * size : 0], (offsets, sums) => {
    own.write(
      offsets,
      s.taps.flatMap(({ line, point }) => [line, point]),
    );
    const work = s.images * s.lines * s.points * size;
    own.run("scatter", parts * count * blocks, work, [
      ...[s.source, s.slope, apart ? sums : s.out, offsets],
      ...[s.images, s.height * s.width * s.K, s.lines * s.points * s.N],
      ...[s.height, s.width, s.K, count, s.lines, s.points],
      ...[s.strideLine, s.stridePoint, s.N, rows, blocks, parts],
    ]);
    if (apart) own.addParts(sums, s.out, parts, size);
  });
}
