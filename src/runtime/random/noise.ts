import { tensor, type Tensor } from "../core/tf.ts";
import { sizeOf } from "../core/shape.ts";
import { stream } from "./stream.ts";

/**
 * Where a sampler's noise comes from: called with a shape whose first axis is the batch, once for the starting noise
 * and then once for each draw. The tensor it returns belongs to the caller.
 */
export type NoiseSource = (shape: readonly number[]) => Tensor;

/**
 * Standard normal noise in which every sample of the batch has a stream of its own: sample i of a seed is the same
 * whatever the size of the batch. Sources of one seed and different channels are independent.
 */
export function noiseSource(seed: number, channel = 0): NoiseSource {
  const root = stream(seed).split(channel);
  const streams = new Map<number, ReturnType<typeof stream>>();
  const streamAt = (i: number) => {
    let one = streams.get(i);
    if (!one) streams.set(i, (one = root.split(i)));
    return one;
  };
  return (shape) => {
    const [batch, ...sample] = shape;
    const size = sizeOf(sample);
    const values = new Float32Array(batch * size);
    for (let i = 0; i < batch; i++) values.set(streamAt(i).normal(size), i * size);
    return tensor(values, [...shape], "float32");
  };
}

/** Standard normal noise of this shape: the start that samplers with the same seed begin from. */
export const noise = (shape: readonly number[], { seed = 0 }: { seed?: number } = {}): Tensor =>
  noiseSource(seed)(shape);
