import { imageRows, type Images } from "../../display/pictures/images.ts";
import { sampleKind } from "../../display/sample-kind.ts";
import type { Points } from "../features.ts";
import type { Memorisation } from "./memorisation.ts";
import { chosenRows } from "./rows.ts";

/**
 * A PNG of the samples that lie nearest to the training set, by pixels: each above its nearest training example by pixels,
 * and by features below that. Null for what is no image.
 */
export function nearestPicture(
  { samples, training }: { readonly samples: Points; readonly training: Points },
  found: readonly Memorisation[],
  shape: readonly number[],
  range: readonly [number, number] | null,
  most: number,
): string | null {
  const byPixels = found.find(({ by }) => by === "pixels");
  if (sampleKind(shape) !== "images" || !byPixels || most === 0) return null;
  const { distance } = byPixels.nearest;
  const chosen = Array.from(distance, (_, i) => i)
    .sort((a, b) => distance[a] - distance[b])
    .slice(0, most);
  const rows = [
    chosenRows(samples, chosen),
    ...found.map(({ nearest }) =>
      chosenRows(
        training,
        chosen.map((i) => nearest.index[i]),
      ),
    ),
  ];
  const [height, width, channels] = shape;
  const shown = range ?? extentOf(rows);
  const images = rows.map(({ values }): Images => ({
    values,
    shape: [height, width, channels],
    range: shown,
  }));
  return imageRows(images, chosen.length);
}

function extentOf(rows: readonly Points[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const { values } of rows) {
    for (const value of values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low < high ? [low, high] : [low - 1, low + 1];
}
