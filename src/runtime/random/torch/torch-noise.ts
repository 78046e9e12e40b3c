import { tensor, tidy } from "../../core/tf.ts";
import { sizeOf } from "../../core/shape.ts";
import type { NoiseSource } from "../noise.ts";
import { torchStream } from "./torch-stream.ts";

/**
 * The noise that a PyTorch sampler seeded with torch.manual_seed(seed) draws: torch.randn(shape) at each call, the
 * whole batch at once, so that a sample changes with the batch's size. Images here are [B, H, W, C]; where PyTorch has
 * them as [B, C, H, W], `channelsFirst` draws them in that order.
 */
export function torchNoise(
  seed: number,
  { channelsFirst = false }: { channelsFirst?: boolean } = {},
): NoiseSource {
  const stream = torchStream(seed);
  return (shape) => {
    const values = stream.randn(sizeOf(shape));
    if (!channelsFirst || shape.length < 3) return tensor(values, [...shape], "float32");
    const inner = shape.slice(1, -1);
    const axes = [0, ...inner.map((_, i) => i + 2), 1];
    return tidy(() =>
      tensor(values, [shape[0], shape[shape.length - 1], ...inner], "float32").transpose(axes),
    );
  };
}
