import { getBackend, tidy, type Tensor } from "@tensorflow/tfjs-core";
import { reduceBlocks, type Cut, type Reduced } from "../../../protocol/blocks.ts";
import { sizeOf } from "../../core/shape.ts";
import { isTyped } from "./typed.ts";

/** Numbers of a shape, of which parts can be had without the rest. */
export interface Reader {
  readonly shape: readonly number[];
  readonly size: number;
  /** Elements in the order of memory, from the first to the last (left out). */
  readonly stretch: (from: number, to: number) => Promise<ArrayLike<number>>;
  /** The elements at these places of that order. */
  readonly at: (places: Int32Array) => Promise<ArrayLike<number>>;
  /** The part that the cuts take, reduced to their blocks. */
  readonly reduce: (cuts: readonly Cut[]) => Promise<Reduced>;
}

/** tfjs slices no more axes. */
const mostSliced = 6;

/** Numbers at hand. */
export function memoryReader(values: ArrayLike<number>, shape: readonly number[]): Reader {
  return {
    shape,
    size: values.length,
    stretch: (from, to) =>
      Promise.resolve(isTyped(values) ? values.subarray(from, to) : sliceOf(values, from, to)),
    at: (places) => Promise.resolve(Float64Array.from(places, (place) => values[place])),
    reduce: (cuts) => Promise.resolve(reduceBlocks(values, shape, cuts)),
  };
}

/**
 * A tensor's numbers, cut out where the tensor lives: only what is asked for is read. Nothing is kept of them and the
 * tensor is not kept alive; reading one that was freed rejects.
 */
export function tensorReader(x: Tensor): Reader {
  const { shape, size } = x;
  // The cpu backend hands over its own array, which is quicker than any slice of it.
  const whole = async () => memoryReader(await x.data(), shape);
  const atHand = () => getBackend() === "cpu";
  return {
    shape,
    size,
    async stretch(from, to) {
      if (atHand()) return (await whole()).stretch(from, to);
      return read(() => x.reshape([size]).slice([from], [to - from]));
    },
    async at(places) {
      if (atHand()) return (await whole()).at(places);
      return read(() => x.reshape([size]).gather(places));
    },
    async reduce(cuts) {
      if (atHand() || cuts.length === 0 || cuts.length > mostSliced) return (await whole()).reduce(cuts);
      const { counts, inner } = dense(cuts);
      return reduceBlocks(await read(() => cutOut(x, cuts)), counts, inner);
    },
  };
}

/** The numbers of a tensor that is made for them alone. */
async function read(make: () => Tensor): Promise<ArrayLike<number>> {
  const part = tidy(make);
  try {
    return await part.data();
  } finally {
    part.dispose();
  }
}

/** The last element that a cut takes along its axis. */
export const lastOf = ({ start, step, count }: Cut): number => start + (count - 1) * step;

/** The elements that the cuts take, along each axis in the order of memory. */
function cutOut(x: Tensor, cuts: readonly Cut[]): Tensor {
  const begin = cuts.map((cut) => Math.min(cut.start, lastOf(cut)));
  const strides = cuts.map(({ step, count }) => (count === 1 ? 1 : Math.abs(step)));
  if (strides.every((stride) => stride === 1))
    return x.slice(
      begin,
      cuts.map(({ count }) => count),
    );
  const end = cuts.map((cut) => Math.max(cut.start, lastOf(cut)) + 1);
  return x.stridedSlice(begin, end, strides);
}

/** What the cuts are of the elements that they take. */
function dense(cuts: readonly Cut[]): { counts: number[]; inner: Cut[] } {
  return {
    counts: cuts.map(({ count }) => count),
    inner: cuts.map(({ step, count, block }) =>
      step < 0 ? { start: count - 1, step: -1, count, block } : { start: 0, step: 1, count, block },
    ),
  };
}

/** How many elements the cuts take. */
export const takenBy = (cuts: readonly Cut[]): number => sizeOf(cuts.map(({ count }) => count));

const sliceOf = (values: ArrayLike<number>, from: number, to: number): Float64Array =>
  Float64Array.from({ length: to - from }, (_, i) => values[from + i]);
