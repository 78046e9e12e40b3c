// Numbers to grey or colour. Pictures go from black to white in every theme.
import type { ColourMap } from "../theme/colour-map.ts";

/** What black and white mean. */
export type Range = readonly [black: number, white: number];

/**
 * The window for x_t: the data's range at sigma 0, widened with the noise, so that pure noise (standard deviation 1)
 * is not cut off at black and white.
 */
export function noisyRange([black, white]: Range, alpha: number, sigma: number): Range {
  const middle = (black + white) / 2;
  const half = (white - black) / 2;
  // 1.6 standard deviations hold 89 % of noise; the data's half width scales with alpha.
  const wide = Math.max(half, Math.hypot(alpha * half, 1.6 * sigma));
  return [middle - wide, middle + wide];
}

/**
 * RGBA bytes of one sample of shape [height, width, channels] that begins at `offset`, or of several under each other:
 * three channels as colour, otherwise the first as grey. What is not finite gets `alarm`, since no grey may stand for it.
 */
export function toPixels(
  values: ArrayLike<number>,
  offset: number,
  [height, width, channels]: readonly [number, number, number],
  [black, white]: Range,
  alarm: readonly [number, number, number],
): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(height * width * 4);
  const scale = 255 / (white - black || 1);
  const colour = channels === 3;
  for (let pixel = 0, at = offset, to = 0; pixel < height * width; pixel++, at += channels, to += 4) {
    const r = values[at];
    const g = colour ? values[at + 1] : r;
    const b = colour ? values[at + 2] : r;
    // Only of what is neither NaN nor infinite is the difference from itself 0.
    if (r - r + (g - g) + (b - b) === 0) {
      out[to] = (r - black) * scale;
      out[to + 1] = (g - black) * scale;
      out[to + 2] = (b - black) * scale;
    } else {
      [out[to], out[to + 1], out[to + 2]] = alarm;
    }
    out[to + 3] = 255;
  }
  return out;
}

/** RGBA bytes of the first channel's values, from -`most` to `most` by a map of colours. What is not finite gets `alarm`. */
export function toSigned(
  values: ArrayLike<number>,
  [height, width, channels]: readonly [number, number, number],
  most: number,
  map: ColourMap,
  alarm: readonly [number, number, number],
): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(height * width * 4);
  for (let pixel = 0, to = 0; pixel < height * width; pixel++, to += 4) {
    const value = values[pixel * channels];
    const colour = value - value === 0 ? map((value / most + 1) / 2) : alarm;
    out[to] = colour[0];
    out[to + 1] = colour[1];
    out[to + 2] = colour[2];
    out[to + 3] = 255;
  }
  return out;
}

/** The value that stands for a pixel in words and curves: the first channel, or the mean of three. */
export function pixelValue(values: ArrayLike<number>, at: number, channels: number): number {
  if (channels !== 3) return values[at];
  return (values[at] + values[at + 1] + values[at + 2]) / 3;
}
