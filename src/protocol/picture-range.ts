import type { ImageLayout } from "./image-layout.ts";

/** [-1, 1] for what models work with, [0, 1] and [0, 255] for what files hold. */
export function usualRange({ min, max }: { min: number; max: number }): [number, number] {
  if (min < 0) return [-1, 1];
  return max <= 1 ? [0, 1] : [0, 255];
}

/**
 * Whether numbers that can be read as pictures most likely are some: grey or RGB, no mere few pixels, with channels
 * or square, in a range that pictures have.
 */
export function looksLikePictures(
  shape: readonly number[],
  { rows, columns, channels }: ImageLayout,
  { min, max }: { min: number; max: number },
): boolean {
  const [height, width] = [shape[rows], shape[columns]];
  // A convolution's kernel is 3 by 3 or so, and its channels may look like rows.
  const least = channels !== null && channels > columns ? 2 : 4;
  if (Math.min(height, width) < least || (channels !== null && shape[channels] === 4)) return false;
  if (channels === null && height !== width) return false;
  return min < 0 ? min >= -2 && max <= 2 && max > 0 : max <= 255;
}
