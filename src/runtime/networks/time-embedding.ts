import { concat, tensor, type Tensor1D, type Tensor2D } from "../core/tf.ts";

/**
 * Sinusoidal embedding of timesteps, [B] to [B, dim] (dim even): cosines, then sines, of t times dim / 2 frequencies
 * from 1 down to 1 / 10,000, in DDPM's (2006.11239) manner.
 */
export function timeEmbedding(t: Tensor1D, dim: number): Tensor2D {
  if (dim % 2 || dim < 2) throw new RangeError(`A time embedding has an even number of entries, not ${dim}`);
  const half = dim / 2;
  const frequencies = Float32Array.from({ length: half }, (_, i) => Math.exp((-Math.log(10_000) * i) / half));
  const angles = t.reshape<Tensor2D>([t.shape[0], 1]).mul<Tensor2D>(tensor(frequencies, [1, half]));
  return concat([angles.cos(), angles.sin()], 1);
}
