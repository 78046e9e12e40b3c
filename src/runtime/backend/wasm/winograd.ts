import type { OwnKernels } from "./own-kernels.ts";

/** Columns of a panel, rows of a tile, and tiles of a chunk: as in source/products.h, and what stays in the second cache. */
const panel = 8;
const tile = 5;
const tiles = 8;

/** Channels below which the squares' own transforms cost more than is saved. */
const fewest = 8;

/** A convolution with 3 x 3 filters and stride 1. */
export interface Winograd {
  /** Addresses. */
  source: number;
  out: number;
  bias?: number | undefined;
  filter: number;
  /** Whether the filter is turned by half, and its channels exchanged: the gradient by the input. */
  turned: boolean;
  /** Channels of the source and of the output. */
  K: number;
  N: number;
  images: number;
  /** Of the source. */
  height: number;
  width: number;
  /** Zeros before its first line and point. */
  top: number;
  left: number;
  /** Of the output. */
  lines: number;
  points: number;
}

/** Whether a convolution is one of these, with enough channels. */
export const isWinograd = ({
  filterHeight,
  filterWidth,
  strideHeight,
  strideWidth,
  dilationHeight,
  dilationWidth,
  inChannels,
  outChannels,
}: Record<
  | "filterHeight"
  | "filterWidth"
  | "strideHeight"
  | "strideWidth"
  | "dilationHeight"
  | "dilationWidth"
  | "inChannels"
  | "outChannels",
  number
>): boolean =>
  filterHeight === 3 &&
  filterWidth === 3 &&
  strideHeight === 1 &&
  strideWidth === 1 &&
  dilationHeight === 1 &&
  dilationWidth === 1 &&
  inChannels >= fewest &&
  outChannels >= fewest;

export function winograd(own: OwnKernels, w: Winograd): void {
  const { K, N } = w;
  const [down, across] = [Math.ceil(w.lines / 2), Math.ceil(w.points / 2)];
  const squares = w.images * down * across;
  // Enough chunks that no thread waits long for another's last one.
  const per = tile * Math.max(Math.min(Math.ceil(squares / (4 * own.threads * tile)), tiles), 1);
  const panels = Math.ceil(N / panel) * panel * K;
  const scratchPer = 16 * per * (K + N) + 2 * tile;
  const rounded = 4 * Math.ceil(scratchPer / 4);
  own.withScratch([16 * K * N, 16 * panels, K, rounded * own.threads], (filters, packed, zeros, scratch) => {
    own.zero(zeros, K);
    own.winogradFilter(w.filter, filters, K * N, w.turned);
    for (let e = 0; e < 16; e++)
      own.pack(filters + 4 * e * K * N, packed + 4 * e * panels, K, N, w.turned ? 1 : N, w.turned ? K : 1, panel * K); // prettier-ignore
    own.run("winograd", Math.ceil(squares / per), 16 * squares * K * N, [
      ...[w.source, packed, w.bias ?? 0, w.out, scratch, zeros],
      ...[w.images, w.height, w.width, K, N, w.top, w.left],
      ...[w.lines, w.points, down, across, per, rounded, panels],
    ]);
  });
}

/** The gradient of such a convolution by its filter: `slope` is that by its output. */
export type WinogradScatter = Omit<Winograd, "bias" | "filter" | "turned"> & { slope: number };

/** Squares whose products are added up at once, and parts of all of them with sums of their own: fewer where sums are large. */
const together = 64;
/** Entries of a tap up to which the sums of products are as fast without: their sixteen squares leave the cache. */
export const smallFilter = 1024;
const partsOf = (size: number): number => (size < 4096 ? 8 : 4);

export function winogradScatter(own: OwnKernels, w: WinogradScatter): void {
  const size = w.K * w.N;
  const parts = partsOf(size);
  const [down, across] = [Math.ceil(w.lines / 2), Math.ceil(w.points / 2)];
  const scratchPer = 16 * together * (w.K + w.N);
  const sizes = [16 * size * parts, 16 * size, scratchPer * own.threads, Math.max(w.K, w.N)];
  own.withScratch(sizes, (sums, sum, scratch, zeros) => {
    own.zero(zeros, Math.max(w.K, w.N));
    own.run("winogradScatter", parts, 16 * w.images * down * across * size, [
      ...[w.source, w.slope, sums, scratch, zeros],
      ...[w.images, w.height, w.width, w.K, w.N],
      ...[w.top, w.left, w.lines, w.points, down, across],
      ...[together, scratchPer, parts],
    ]);
    own.addParts(sums, sum, parts, 16 * size);
    own.winogradFilterSlope(sum, w.out, size);
  });
}
