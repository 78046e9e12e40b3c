// Numbers to grey or colour. Pictures go from black to white in every theme.

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
 * RGBA bytes of one sample of shape [height, width, channels] that begins at `offset`: three channels as colour,
 * otherwise the first as grey. What is not finite gets `alarm`, since no grey may stand for it.
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
  for (let pixel = 0; pixel < height * width; pixel++) {
    const at = offset + pixel * channels;
    const finite = Array.from({ length: Math.min(channels, 3) }, (_, c) => values[at + c]).every(
      Number.isFinite,
    );
    for (let c = 0; c < 3; c++) {
      const value = values[channels === 3 ? at + c : at];
      out[pixel * 4 + c] = finite ? (value - black) * scale : alarm[c];
    }
    out[pixel * 4 + 3] = 255;
  }
  return out;
}

/** The value that stands for a pixel in words and curves: the first channel, or the mean of three. */
export function pixelValue(values: ArrayLike<number>, at: number, channels: number): number {
  if (channels !== 3) return values[at];
  return (values[at] + values[at + 1] + values[at + 2]) / 3;
}
