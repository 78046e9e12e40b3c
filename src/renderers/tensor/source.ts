import {
  blocksShape,
  reduceBlocks,
  unpackNumbers,
  type Blocks,
  type Cut,
  type Reduced,
  type Tensor,
} from "../../protocol/index.ts";
import type { Live } from "./live.ts";

/** Part of the tensor as it can be drawn. */
export interface Grid extends Reduced {
  readonly cuts: readonly Cut[];
  /** Whether values that stand for themselves are the tensor's own rather than rounded to 3 digits. */
  readonly exact: boolean;
  /** Whether some elements of each block stand for all of it. */
  readonly sampled: boolean;
}

/** Where parts of the tensor come from. */
export interface Source {
  /** The part, at this resolution or a coarser one; null where the saved output holds nothing of it. */
  part(cuts: readonly Cut[]): Grid | null;
  /** Whether the output holds every element. */
  readonly whole: boolean;
  /** Whether it holds something of this index. */
  has(axis: number, index: number): boolean;
}

export const gridOf = ({ cuts, mean, min, max, bad, sampled }: Blocks, exact: boolean): Grid => ({
  cuts,
  exact,
  sampled,
  mean: unpackNumbers(mean),
  min: min && unpackNumbers(min),
  max: max && unpackNumbers(max),
  bad: bad && unpackNumbers(bad),
});

const isWhole = ({ start, step, count, block }: Cut, length: number): boolean =>
  start === 0 && step === 1 && block === 1 && count === length;

/** The numbers of a saved output. */
export function savedSource({ shape, preview, exact }: Tensor): Source {
  const grid = gridOf(preview, exact);
  const whole = grid.cuts.every((cut, axis) => isWhole(cut, shape[axis]));
  const has = (axis: number, index: number): boolean => placeOf(index, grid.cuts[axis]) !== null;
  return {
    whole,
    has,
    part(cuts) {
      if (whole) return { cuts, exact, sampled: false, ...reduceBlocks(grid.mean, shape, cuts) };
      const inner = cuts.map((cut, axis) => within(cut, grid.cuts[axis]));
      if (inner.some((each) => each === null)) return null;
      const places = inner.filter((each) => each !== null);
      return takeOut(grid, places);
    },
  };
}

/** Where in what is kept of an axis an index lies; null where it is not kept. */
function placeOf(index: number, { start, step, count, block }: Cut): number | null {
  const place = Math.floor((index - start) / step / block);
  const kept = block > 1 || (index - start) % step === 0;
  return kept && place >= 0 && place < Math.ceil(count / block) ? place : null;
}

/** A cut in terms of what is kept of its axis: first place and how many; null where it is not there. */
function within(cut: Cut, kept: Cut): { from: number; count: number; cut: Cut } | null {
  const from = placeOf(cut.start, kept);
  const to = placeOf(cut.start + (cut.count - 1) * cut.step, kept);
  if (from === null || to === null || to < from) return null;
  const count = to - from + 1;
  const single = cut.count === 1;
  if (!single && (cut.step !== 1 || kept.step !== 1)) return null;
  const start = kept.start + from * kept.block * kept.step;
  const elements = Math.min(count * kept.block, kept.count - from * kept.block);
  return { from, count, cut: { start, step: 1, count: elements, block: kept.block } };
}

function takeOut(grid: Grid, places: readonly { from: number; count: number; cut: Cut }[]): Grid {
  const shape = blocksShape(grid.cuts);
  const cuts = places.map(({ from, count }): Cut => ({ start: from, step: 1, count, block: 1 }));
  const take = (values: Float64Array | null): Float64Array | null =>
    values && reduceBlocks(values, shape, cuts).mean;
  return {
    cuts: places.map(({ cut }) => cut),
    exact: grid.exact,
    sampled: grid.sampled,
    mean: reduceBlocks(grid.mean, shape, cuts).mean,
    min: take(grid.min),
    max: take(grid.max),
    bad: take(grid.bad),
  };
}

/** What is saved, and where that is coarse, rounded or not there, what the kernel answers. */
export function liveSource(saved: Source, live: Live): Source {
  return {
    whole: saved.whole,
    has: (axis, index) => live.open() || saved.has(axis, index),
    part(cuts) {
      const found = saved.part(cuts);
      const enough = found?.exact && found.cuts.every(({ block }, axis) => block === cuts[axis].block);
      return enough ? found : (live.part(cuts) ?? found);
    },
  };
}
