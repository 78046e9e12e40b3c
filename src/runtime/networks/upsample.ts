import { concat, type Tensor4D } from "../core/tf.ts";

/**
 * Doubles height and width of [B, H, W, C] by repeating pixels. Made of reshapes and joins: tfjs's own resize has a
 * wrong gradient on the cpu backend for more than one image.
 */
export function upsample(x: Tensor4D): Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const pixels = x.reshape([batch * height * width, 1, channels]);
  const rows = concat([pixels, pixels], 1).reshape([batch * height, 1, 2 * width * channels]);
  return concat([rows, rows], 1).reshape([batch, 2 * height, 2 * width, channels]);
}
