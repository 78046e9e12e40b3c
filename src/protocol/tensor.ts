import * as v from "valibot";
import { Blocks, blocksFault, Cut } from "./blocks.ts";
import { Closeness } from "./closeness.ts";
import { count, finite } from "./number-schemas.ts";

/** The mime type of a tensor. */
export const tensorMime = "application/vnd.noisebook.tensor+json";

/** Bins of equal width between two values, and how many values each holds. */
const Histogram = v.object({
  low: finite,
  high: finite,
  counts: v.pipe(v.array(count), v.minLength(1), v.maxLength(256)),
});

/** What holds of all values of a tensor, computed in double precision. */
export const TensorStatistics = v.object({
  finite: count,
  nan: count,
  plusInf: count,
  minusInf: count,
  zeros: count,
  /** Of the finite values; null where there are none. `std` is that of the population. */
  moments: v.nullable(
    v.object({
      min: finite,
      max: finite,
      mean: finite,
      std: finite,
      /** Third and fourth standardized moment, 0 and 3 for a normal distribution; null where all values are equal. */
      skew: v.nullable(finite),
      kurtosis: v.nullable(finite),
    }),
  ),
  /** Of `of` values, all of them or evenly spread ones. */
  quantiles: v.nullable(v.object({ p1: finite, median: finite, p99: finite, of: count })),
  histogram: v.nullable(Histogram),
  /** For each channel of what may be pictures the counts in the same bins. */
  channels: v.pipe(v.array(v.pipe(v.array(count), v.maxLength(256))), v.maxLength(4)),
});
export type TensorStatistics = v.InferOutput<typeof TensorStatistics>;

const Sampled = v.object({
  /** So many evenly spread values. */
  of: count,
  /** Whether all values are being read, so that what holds of them follows. */
  pending: v.boolean(),
  /** What was met among all values so far. */
  found: v.object({ nan: count, plusInf: count, minusInf: count }),
});

const OneTensor = v.object({
  version: v.literal(1),
  /** What it is called; null where it has no name. */
  name: v.nullable(v.pipe(v.string(), v.maxLength(200))),
  dtype: v.pipe(v.string(), v.maxLength(32)),
  shape: v.pipe(v.array(count), v.maxLength(16)),
  bytes: count,
  /** Where it lives: "wasm", or "memory" for what is no tensor. */
  backend: v.pipe(v.string(), v.maxLength(32)),
  statistics: TensorStatistics,
  /** Of what statistics and blocks are where not of all values, which would take too long before a first picture. */
  sampled: v.optional(v.nullable(Sampled), null),
  /** The window that was asked for: what black and white mean, or the ends of the colour map. */
  range: v.nullable(v.tuple([finite, finite])),
  /** Words for the pictures of a batch. */
  labels: v.nullable(v.array(v.pipe(v.string(), v.maxLength(100)))),
  preview: Blocks,
  /** Whether the preview's numbers are the tensor's own rather than rounded to 3 digits. */
  exact: v.boolean(),
  /** By this name the kernel is asked for what the preview lacks; null where it lacks nothing. */
  stream: v.nullable(v.string()),
});

/** A tensor; or a difference, with the two that it is of. */
export const Tensor = v.object({
  ...OneTensor.entries,
  compared: v.optional(
    v.nullable(v.object({ sides: v.tuple([OneTensor, OneTensor]), closeness: Closeness })),
    null,
  ),
});
export type Tensor = v.InferOutput<typeof Tensor>;

/** A viewer's question for part of a tensor, and the kernel's answer. */
export const TensorQuestion = v.object({ id: v.string(), cuts: v.pipe(v.array(Cut), v.maxLength(16)) });
export type TensorQuestion = v.InferOutput<typeof TensorQuestion>;
export const TensorAnswer = v.object({
  id: v.string(),
  /** Null where the tensor is no longer there. */
  blocks: v.nullable(Blocks),
});
export type TensorAnswer = v.InferOutput<typeof TensorAnswer>;

/** What no schema sees: shapes and data that do not fit together. Null where nothing is wrong. */
export function tensorFault(tensor: Tensor): string | null {
  return faultOfOne(tensor) ?? (tensor.compared ? comparedFault(tensor.shape, tensor.compared) : null);
}

function comparedFault(
  shape: readonly number[],
  { sides, closeness }: NonNullable<Tensor["compared"]>,
): string | null {
  if (sides.some((side) => String(side.shape) !== String(shape)))
    return "it compares tensors of other shapes";
  const places = [closeness.largest, closeness.relative].filter((place) => place !== null);
  const outside = places.some(
    ({ index }) => index.length !== shape.length || index.some((at, axis) => at >= shape[axis]),
  );
  if (outside) return "its largest difference lies outside of it";
  return faultOfOne(sides[0]) ?? faultOfOne(sides[1]);
}

function faultOfOne({
  shape,
  preview,
  statistics,
  sampled,
  labels,
  range,
}: v.InferOutput<typeof OneTensor>): string | null {
  const size = shape.reduce((product, length) => product * length, 1);
  if (sampled && sampled.of > size) return "its sample is larger than all of it";
  if (!Number.isSafeInteger(size)) return `its shape [${shape.join(", ")}] is larger than any tensor can be`;
  const { finite: good, nan, plusInf, minusInf, histogram, channels } = statistics;
  if (good + nan + plusInf + minusInf !== (sampled?.of ?? size))
    return "its statistics are of another number of values";
  if (good > 0 !== (statistics.moments !== null)) return "its statistics lack the moments";
  const { moments, quantiles } = statistics;
  if (moments && !(moments.min <= moments.max && moments.std >= 0)) return "its extremes are not in order";
  if (quantiles && !(quantiles.p1 <= quantiles.p99)) return "its quantiles are not in order";
  if (histogram && !(histogram.high >= histogram.low)) return "its histogram ends before it begins";
  if (channels.some((counts) => counts.length !== histogram?.counts.length)) {
    return "the histograms of its channels have other bins";
  }
  if (labels && labels.length > (shape[0] ?? 0)) return "it has more labels than pictures";
  if (range && !(range[0] < range[1])) return "its window ends before it begins";
  return blocksFault(preview, shape);
}
