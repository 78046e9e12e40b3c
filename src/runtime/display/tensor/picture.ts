import { blocksShape, wholeAxis, type Cut } from "../../../protocol/blocks.ts";
import { channelsLast } from "../../../protocol/channels-last.ts";
import { imageLayout, type ImageLayout } from "../../../protocol/image-layout.ts";
import type { TensorStatistics } from "../../../protocol/tensor.ts";
import { heatMap } from "../pictures/heat.ts";
import { imageGrid } from "../pictures/images.ts";
import { lineChart } from "../pictures/line.ts";
import { scatterRow } from "../pictures/points.ts";
import type { Reduce } from "./pieces.ts";
import { sizeOf } from "../../core/shape.ts";
import { looksLikePictures, usualRange } from "../../../protocol/picture-range.ts";

/** Pixels of all pictures of a batch, and pictures. */
const mostPixels = 40_000;
const mostImages = 64;
/** Cells along each side of a heat map, and along a line. */
const mostCells = 96;
const mostAlong = 500;
/** Points of the plane that are drawn. */
const mostPoints = 4096;

type Moments = NonNullable<TensorStatistics["moments"]>;

/** A PNG of a tensor for whoever has no viewer: points, pictures, a line or a heat map; null for what is no picture. */
export async function pictureOf(
  reduce: Reduce,
  shape: readonly number[],
  moments: Moments | null,
  range: readonly [number, number] | null,
): Promise<string | null> {
  if (!moments || sizeOf(shape) < 2) return null;
  const [low, high] = range ?? [moments.min, moments.max];
  const extent = Math.max(Math.abs(low), Math.abs(high), Number.MIN_VALUE * 2 ** 52);
  if (shape.length === 2 && shape[1] === 2 && shape[0] > 8) {
    const { mean } = await reduce([wholeAxis(Math.min(shape[0], mostPoints)), wholeAxis(2)]);
    return scatterRow([mean], range ? extent : extent * 1.1, null);
  }
  const layout = imageLayout(shape);
  if (layout && looksLikePictures(shape, layout, moments)) {
    return pictures(reduce, shape, layout, range ?? usualRange(moments));
  }
  if (shape.length === 1) {
    const cuts = [limited(shape[0], mostAlong)];
    const { mean, min, max } = await reduce(cuts);
    return lineChart({ values: mean, min, max, length: shape[0] }, low, high);
  }
  const [rows, columns] = shape.slice(-2);
  const cuts = shape.map((length, axis): Cut =>
    axis < shape.length - 2 ? { ...wholeAxis(length), count: 1 } : limited(length, mostCells),
  );
  const [height, width] = blocksShape(cuts).slice(-2);
  const { mean } = await reduce(cuts);
  return heatMap({ values: mean, shape: [height, width], of: [rows, columns] }, extent);
}

const limited = (length: number, most: number): Cut => ({
  ...wholeAxis(length),
  block: Math.ceil(length / most),
});

/** The first pictures of a batch, made smaller where they are many pixels. */
async function pictures(
  reduce: Reduce,
  shape: readonly number[],
  { batch, rows, columns, channels }: ImageLayout,
  range: readonly [number, number],
): Promise<string> {
  const many = batch === null ? 1 : Math.min(shape[batch], mostImages);
  const side = Math.max(8, Math.floor(Math.sqrt(mostPixels / many)));
  const cuts = shape.map((length, axis): Cut => {
    if (axis === batch) return { ...wholeAxis(length), count: many };
    return axis === channels ? { ...wholeAxis(length), count: Math.min(length, 3) } : limited(length, side);
  });
  const sides = blocksShape(cuts);
  const [height, width] = [sides[rows], sides[columns]];
  const { mean } = await reduce(cuts);
  const depth = channels === null ? 1 : sides[channels];
  const last = channels === null || channels > columns;
  const images = {
    values: last ? mean : channelsLast(mean, many, depth),
    shape: [height, width, depth] as const,
    range,
  };
  return imageGrid(images, many);
}
