import { packBlocks, wholeAxis, type Blocks, type Cut } from "../../../protocol/blocks.ts";
import { imageLayout } from "../../../protocol/image-layout.ts";
import { bytesPerNumber } from "../../../protocol/packed-numbers.ts";
import { sizeOf } from "../../core/shape.ts";
import type { Reduce } from "./pieces.ts";
import type { Reader } from "./reader.ts";

/** What the numbers of an output's previews may take before base64, in bytes: with all else it stays below 256 KB. */
export const previewBudget = 144_000;
/** Of each block: mean, least and greatest value and how many are not finite, in half precision. */
const perBlock = 8;
/** The same of pictures, of which the means alone are kept, so that there are more of them. */
const perPixel = 2;
/** Blocks that one matrix of many has at least. */
const leastPlane = 64 * 64;

/** A tensor as it is saved: whole where there is room, else its first matrices or pictures, or coarse. */
export async function previewOf(
  reader: Reader,
  reduce: Reduce,
  {
    sampled = false,
    pictures = false,
    budget = previewBudget,
  }: { sampled?: boolean; pictures?: boolean; budget?: number } = {},
): Promise<{ preview: Blocks; exact: boolean; complete: boolean }> {
  const { shape, size } = reader;
  if (size <= budget) {
    const mean = Float64Array.from(await reader.stretch(0, size));
    const width = bytesPerNumber(mean);
    const exact = size * width <= budget;
    if ((exact && width === 1) || size * 2 <= budget) {
      const values = { mean, min: null, max: null, bad: null };
      return { preview: packBlocks(shape.map(wholeAxis), values, !exact), exact, complete: exact };
    }
  }
  if (pictures) {
    const cuts = planCuts(shape, budget, perPixel);
    const reduced = await reduce(cuts);
    if (!reduced.bad) {
      const means = { ...reduced, min: null, max: null };
      return { preview: packBlocks(cuts, means, true, sampled), exact: false, complete: false };
    }
  }
  const cuts = planCuts(shape, budget);
  return { preview: packBlocks(cuts, await reduce(cuts), true, sampled), exact: false, complete: false };
}

/**
 * What is kept of a tensor that is too large: the two axes that are drawn become blocks, of the others evenly spread
 * elements are kept, of pictures the first.
 */
export function planCuts(shape: readonly number[], budget = previewBudget, bytesEach = perBlock): Cut[] {
  const mostBlocks = Math.floor(budget / bytesEach);
  const layout = imageLayout(shape);
  const rank = shape.length;
  const drawn = layout ? [layout.rows, layout.columns] : [rank - 2, rank - 1].filter((axis) => axis >= 0);
  const channels = layout?.channels ?? null;
  const others = shape.map((_, axis) => axis).filter((axis) => !drawn.includes(axis) && axis !== channels);
  const perCell = channels === null ? 1 : shape[channels];
  const many = sizeOf(others.map((axis) => shape[axis]));
  const plane = Math.max(Math.min(leastPlane, mostBlocks), Math.floor(mostBlocks / many)) / perCell;

  const sides = fitted(
    drawn.map((axis) => shape[axis]),
    plane,
  );
  const planes = Math.max(1, Math.floor(mostBlocks / (sizeOf(sides) * perCell)));
  const kept = fitted(
    others.map((axis) => shape[axis]),
    planes,
  );
  return shape.map((length, axis) => {
    const side = drawn.indexOf(axis);
    if (side >= 0) return { ...wholeAxis(length), block: Math.ceil(length / sides[side]) };
    const other = others.indexOf(axis);
    if (other < 0) return wholeAxis(length);
    if (layout) return { start: 0, step: 1, count: kept[other], block: 1 };
    const step = Math.ceil(length / kept[other]);
    return { start: 0, step, count: Math.ceil(length / step), block: 1 };
  });
}

/** Lengths cut to one limit, the largest by which their product (after division into equal blocks) is at most `most`. */
function fitted(lengths: readonly number[], most: number): number[] {
  const cut = (limit: number): number[] =>
    lengths.map((length) => Math.ceil(length / Math.ceil(length / Math.min(limit, length))));
  let [low, high] = [1, Math.max(1, ...lengths)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (sizeOf(cut(middle)) <= most) low = middle;
    else high = middle - 1;
  }
  return cut(low);
}
