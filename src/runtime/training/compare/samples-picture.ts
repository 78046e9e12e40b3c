import type { Tensor } from "../../core/tf.ts";
import { contactSheet } from "../../display/pictures/images.ts";
import { scatterRow } from "../../display/pictures/points.ts";
import { sampleKind } from "../../display/sample-kind.ts";

const mostShown = { points: 1024, images: 8 };

/** A PNG with the samples of each variant beside those of the next; null for data that no picture shows. */
export async function samplesPicture(all: readonly Tensor[], data: Tensor): Promise<string | null> {
  const [, ...shape] = data.shape;
  const kind = sampleKind(shape);
  if (!kind) return null;
  const values = await Promise.all(all.map((x) => x.data<"float32">()));
  if (kind === "points") {
    const reference = (await data.data<"float32">()).subarray(0, 2 * mostShown.points);
    const extent = 1.25 * reference.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
    return scatterRow(values, extent, reference);
  }
  const [height, width, channels] = shape;
  const images = values.map((of) => ({
    values: of,
    shape: [height, width, channels] as const,
    range: [-1, 1] as const,
  }));
  return contactSheet(images, Math.min(mostShown.images, ...all.map((x) => x.shape[0])));
}
