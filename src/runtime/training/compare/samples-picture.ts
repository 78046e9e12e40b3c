import type { Tensor } from "../../core/tf.ts";
import { clearSheet } from "../../display/pictures/images.ts";
import { scatterRow } from "../../display/pictures/points.ts";
import { sampleKind } from "../../display/sample-kind.ts";

const mostShown = { points: 1024, images: 8 };

/**
 * A PNG with the samples of each variant beside those of the next, on the page's own background; null for data that no
 * picture shows. `count` samples are to come: a variant without any (null) has its place from the beginning.
 */
export async function samplesPicture(
  all: readonly (Tensor | null)[],
  data: Tensor,
  count: number,
): Promise<string | null> {
  const [, ...shape] = data.shape;
  const kind = sampleKind(shape);
  if (!kind) return null;
  const values = await Promise.all(all.map(async (x) => (x ? x.data<"float32">() : null)));
  if (kind === "points") {
    const reference = (await data.data<"float32">()).subarray(0, 2 * mostShown.points);
    const extent = 1.25 * reference.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
    return scatterRow(
      values.map((of) => of ?? []),
      extent,
      reference,
      { clear: true },
    );
  }
  const [height, width, channels] = shape;
  const rows = Math.min(mostShown.images, count, ...all.flatMap((x) => x?.shape[0] ?? []));
  return clearSheet(values, { shape: [height, width, channels], range: [-1, 1] }, rows);
}
