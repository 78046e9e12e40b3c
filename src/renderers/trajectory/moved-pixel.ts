import type { PixelPlace } from "./grid.ts";

/** The pixel that a key leads to: a neighbour, over the edge that of the picture before or after; null for other keys. */
export function movedPixel(
  { sample, row, column }: PixelPlace,
  key: string,
  [count, height, width]: readonly [count: number, height: number, width: number],
): PixelPlace | null {
  const round = (value: number, length: number): number => (value + length) % length;
  const across = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (across !== undefined) {
    const next = column + across;
    const over = next < 0 ? -1 : next >= width ? 1 : 0;
    return { sample: round(sample + over, count), row, column: round(next, width) };
  }
  const down = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (down !== undefined) return { sample, row: round(row + down, height), column };
  const pictures = { PageUp: -1, PageDown: 1 }[key];
  return pictures === undefined ? null : { sample: round(sample + pictures, count), row, column };
}

/** The same where nothing may be followed yet: the first pixel then; null where it is let go, undefined for other keys. */
export function keyedPixel(
  now: PixelPlace | null,
  key: string,
  sizes: readonly [count: number, height: number, width: number],
): PixelPlace | null | undefined {
  if (key === "Escape") return now === null ? undefined : null;
  const start = { sample: 0, row: 0, column: 0 };
  const moved = movedPixel(now ?? start, key, sizes);
  return moved === null ? undefined : now === null ? start : moved;
}
