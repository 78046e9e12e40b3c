import { packFloats } from "../../protocol/floats.ts";
import type { TrainingSamples } from "../../protocol/training.ts";
import { sizeOf } from "../core/shape.ts";
import { sampleKind } from "../display/sample-kind.ts";
import type { Frame } from "../samplers/index.ts";

const mostShown = { points: 512, images: 8 };

/**
 * Runs a sampler to its end and packs the first of its samples for the monitor; null where the run is stopped meanwhile.
 */
export async function takeSamples(
  step: number,
  run: AsyncIterable<Frame>,
  isStopped: () => boolean = () => false,
): Promise<TrainingSamples | null> {
  for await (const { x, ...frame } of run) {
    if (isStopped()) return null;
    if (frame.step < frame.steps) continue;
    const [batch, ...sampleShape] = x.shape;
    const kind = sampleKind(sampleShape) ?? "images";
    const shown = Math.min(batch, mostShown[kind]);
    const values = packFloats((await x.data()).subarray(0, shown * sizeOf(sampleShape)));
    x.dispose();
    return { step, sampleShape, shown, range: kind === "images" ? [-1, 1] : [-3, 3], values };
  }
  throw new Error("The sampler ended before its last step, so there are no samples to show");
}
