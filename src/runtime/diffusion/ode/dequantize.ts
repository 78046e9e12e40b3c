import { expectInteger } from "../../core/shape.ts";
import { stream } from "../../random/index.ts";
import { channels } from "../elbo/channels.ts";
import { expectLevels } from "../elbo/decoder.ts";
import type { Examples } from "../elbo/examples.ts";

/**
 * Data on levels from -1 to 1 with noise that spreads each value evenly over its level, and the logarithm of an
 * example's volume, by which a density becomes a probability.
 */
export function dequantized(
  { values, count, dims }: Examples,
  levels: number,
  seed: number,
): { values: Float32Array; logVolume: number } {
  expectInteger("dequantize", levels, 2);
  expectLevels(values, levels, "dequantize");
  const width = 2 / (levels - 1);
  const root = stream(seed).split(channels.dequantization);
  const spread = new Float32Array(values.length);
  for (let example = 0; example < count; example++) {
    const uniform = root.split(example).uniform(dims);
    uniform.forEach((u, i) => (spread[example * dims + i] = values[example * dims + i] + (u - 0.5) * width));
  }
  return { values: spread, logVolume: dims * Math.log(width) };
}
