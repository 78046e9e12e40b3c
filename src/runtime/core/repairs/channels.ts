import type { Tensor4D } from "@tensorflow/tfjs-core";

/** [n, h, w, c] as n c images of one channel, for what is done to each channel alone. */
export function apart(x: Tensor4D): Tensor4D {
  const [n, height, width, channels] = x.shape;
  return x.transpose([0, 3, 1, 2]).reshape([n * channels, height, width, 1]);
}

/** Undoes `apart`. */
export function together(x: Tensor4D, channels: number): Tensor4D {
  const [images, height, width] = x.shape;
  return x.reshape([images / channels, channels, height, width]).transpose([0, 2, 3, 1]);
}
