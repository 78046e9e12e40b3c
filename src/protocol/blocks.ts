import * as v from "valibot";
import { count } from "./number-schemas.ts";
import { lengthFault, PackedNumbers, packNumbers } from "./packed-numbers.ts";

const positive = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/**
 * What is taken of one axis: `count` elements from `start`, `step` apart, each `block` of them in a row as one. A whole
 * axis of length n is { start: 0, step: 1, count: n, block: 1 }; a step below 0 goes backwards.
 */
export const Cut = v.object({
  start: count,
  step: v.pipe(
    v.number(),
    v.safeInteger(),
    v.check((step) => step !== 0, "a step of 0"),
  ),
  count,
  block: positive,
});
export type Cut = v.InferOutput<typeof Cut>;

/** Part of a tensor, perhaps coarse: of each block the mean of its finite values, and of those larger than 1 mostly their extremes. */
export const Blocks = v.object({
  /** One for each axis. */
  cuts: v.pipe(v.array(Cut), v.maxLength(16)),
  mean: PackedNumbers,
  min: v.nullable(PackedNumbers),
  max: v.nullable(PackedNumbers),
  /** How many values of each block are NaN or infinite; null where all are finite, or each stands for itself. */
  bad: v.nullable(PackedNumbers),
  /** Whether some elements of each block stand for all of it. */
  sampled: v.optional(v.boolean(), false),
});
export type Blocks = v.InferOutput<typeof Blocks>;

/** The blocks' numbers, unpacked: row-major, of shape `blocksShape`. */
export interface Reduced {
  mean: Float64Array;
  min: Float64Array | null;
  max: Float64Array | null;
  bad: Float64Array | null;
}

/** Blocks along each axis. */
export const blocksShape = (cuts: readonly Cut[]): number[] =>
  cuts.map(({ count: taken, block }) => Math.ceil(taken / block));

export const wholeAxis = (length: number): Cut => ({ start: 0, step: 1, count: length, block: 1 });

const sizeOf = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1);

/**
 * Reduces the part of a row-major tensor that the cuts take: one pass over it in the order of its memory, sums in double
 * precision. NaN and infinities count in `bad` alone; a block without a finite value has the mean NaN, or the infinity
 * that all of it is.
 */
export function reduceBlocks(
  values: ArrayLike<number>,
  shape: readonly number[],
  cuts: readonly Cut[],
): Reduced {
  const outShape = blocksShape(cuts);
  const size = sizeOf(outShape);
  const coarse = cuts.some(({ block }) => block > 1);
  const mean = new Float64Array(size);
  if (size === 0) return { mean, min: null, max: null, bad: null };
  const counts = coarse ? new Float64Array(size) : null;
  const bad = coarse ? new Float64Array(size) : null;
  const infinite = coarse ? new Float64Array(size).fill(NaN) : null;
  const min = coarse ? new Float64Array(size).fill(Infinity) : null;
  const max = coarse ? new Float64Array(size).fill(-Infinity) : null;

  const strides = (of: readonly number[]): number[] => of.map((_, axis) => sizeOf(of.slice(axis + 1)));
  const [inStrides, outStrides] = [strides(shape), strides(outShape)];

  /** Adds elements that lie `step` apart to one block: millions pass here, so that sums stay in local names. */
  const line = (from: number, step: number, many: number, to: number): void => {
    if (!counts || !bad || !infinite || !min || !max) {
      mean[to] = values[from];
      return;
    }
    let [sum, count, low, high] = [0, 0, min[to], max[to]];
    for (let k = 0, at = from; k < many; k++, at += step) {
      const value = values[at];
      // Finite, in the shortest way to ask.
      if (value - value === 0) {
        sum += value;
        count++;
        if (value < low) low = value;
        if (value > high) high = value;
      } else {
        infinite[to] = bad[to] === 0 || infinite[to] === value ? value : NaN;
        bad[to]++;
      }
    }
    mean[to] += sum;
    counts[to] += count;
    min[to] = low;
    max[to] = high;
  };
  const walk = (axis: number, from: number, to: number): void => {
    if (axis === cuts.length) {
      line(from, 1, 1, to);
      return;
    }
    const { start, step, count: taken, block } = cuts[axis];
    if (axis === cuts.length - 1) {
      for (let k = 0, place = to; k < taken; k += block, place++)
        line(from + start + k * step, step, Math.min(block, taken - k), place);
      return;
    }
    for (let k = 0; k < taken; k++) {
      walk(
        axis + 1,
        from + (start + k * step) * inStrides[axis],
        to + Math.floor(k / block) * outStrides[axis],
      );
    }
  };
  walk(0, 0, 0);

  if (!counts || !bad || !infinite || !min || !max) return { mean, min: null, max: null, bad: null };
  for (let i = 0; i < size; i++) {
    if (counts[i] > 0) mean[i] /= counts[i];
    else mean[i] = min[i] = max[i] = infinite[i];
  }
  return { mean, min, max, bad: bad.some((some) => some > 0) ? bad : null };
}

/** Reduced numbers as they travel; in half precision where they are means, or where there is no room for more. */
export function packBlocks(
  cuts: readonly Cut[],
  { mean, min, max, bad }: Reduced,
  half: boolean,
  sampled = false,
): Blocks {
  const pack = (values: Float64Array | null): PackedNumbers | null => values && packNumbers(values, { half });
  return {
    cuts: [...cuts],
    mean: packNumbers(mean, { half }),
    min: pack(min),
    max: pack(max),
    bad: pack(bad),
    sampled,
  };
}

/** What no schema sees of blocks that are to be part of a tensor of this shape; null where nothing is wrong. */
export function blocksFault({ cuts, mean, min, max, bad }: Blocks, shape: readonly number[]): string | null {
  if (cuts.length !== shape.length) return `it cuts ${cuts.length} axes of a tensor of ${shape.length}`;
  for (const [axis, { start, step, count: taken }] of cuts.entries()) {
    const last = start + (taken - 1) * step;
    if (taken > 0 && (start >= shape[axis] || last < 0 || last >= shape[axis])) {
      return `axis ${axis} has ${shape[axis]} elements, and its data reaches from ${start} to ${last}`;
    }
  }
  const size = sizeOf(blocksShape(cuts));
  for (const numbers of [mean, min, max, bad]) {
    if (!numbers) continue;
    if (numbers.length !== size) return `it holds ${numbers.length} numbers where its shape needs ${size}`;
    const fault = lengthFault(numbers);
    if (fault) return fault;
  }
  if ((min === null) !== (max === null)) return "one of the extremes of its blocks is missing";
  return null;
}
