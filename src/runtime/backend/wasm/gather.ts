import type { OwnKernels } from "./own-kernels.ts";

/** Rows of a tile, columns of a panel, and tiles of a chunk at most: as in source/products.h. */
const tile = 5;
const panel = 8;
const mostTiles = 24;

/** What one place of the filter adds: `line` and `point` from the output's place to its source, and its matrix. */
export interface Tap {
  line: number;
  point: number;
  /** Address of the tap's K x N matrix. */
  matrix: number;
}

/**
 * Outputs that are each a sum over taps of a vector of K numbers times a K x N matrix: convolutions, their gradients by
 * the input, and matrix products, which have one tap and one line.
 */
export interface Gather {
  /** Addresses. */
  source: number;
  out: number;
  bias?: number;
  taps: readonly Tap[];
  /** Floats from a matrix's row to the next, and from its column to the next. */
  down: number;
  across: number;
  K: number;
  N: number;
  images: number;
  /** Lines and points of the source, and floats from one image to the next. */
  height: number;
  width: number;
  sourceImage: number;
  /** Lines of the output, points in one, and floats from one to the next. */
  lines: number;
  points: number;
  outImage: number;
  outLine: number;
  outPoint: number;
  /** Lines and points of the source from one output to the next. */
  strideLine: number;
  stridePoint: number;
  /** Floats from an image's matrices to the next one's; 0 where all have the same. */
  matrixImage?: number;
}

export function gather(own: OwnKernels, g: Gather): void {
  const count = g.taps.length;
  const panels = Math.ceil(g.N / panel) * panel * g.K * count;
  const sets = g.matrixImage ? g.images : 1;
  const perImage = g.lines * g.points;
  // Enough chunks that no thread waits long for another's last one.
  const tiles = Math.ceil((g.images * Math.ceil(perImage / tile)) / (8 * own.threads));
  const points = tile * Math.min(Math.max(tiles, 1), mostTiles);
  const chunksPerImage = Math.ceil(perImage / points);
  const table = (points / tile) * tile * (1 + count);
  const sizes = [panels * sets, g.K, 2 * count, table * own.threads];
  own.withScratch(sizes, (packed, zeros, offsets, tables) => {
    own.zero(zeros, g.K);
    own.write(
      offsets,
      g.taps.flatMap(({ line, point }) => [line, point]),
    );
    for (let set = 0; set < sets; set++) {
      g.taps.forEach(({ matrix }, i) => {
        const from = matrix + 4 * set * (g.matrixImage ?? 0);
        const to = packed + 4 * (set * panels + i * panel * g.K);
        own.pack(from, to, g.K, g.N, g.down, g.across, panel * g.K * count);
      });
    }
    const work = g.images * perImage * count * g.K * g.N;
    own.run("gather", g.images * chunksPerImage, work, [
      ...[g.source, packed, g.bias ?? 0, g.out, zeros, offsets],
      ...[g.images, g.sourceImage, sets > 1 ? panels : 0, g.outImage],
      ...[g.height, g.width, g.K, count, g.lines, g.points],
      ...[g.strideLine, g.stridePoint, g.outLine, g.outPoint],
      ...[g.N, points, chunksPerImage, table, tables],
    ]);
  });
}
