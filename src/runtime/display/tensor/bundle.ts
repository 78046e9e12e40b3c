import { inspect } from "node:util";
import type { MimeBundle } from "../../../protocol/host.ts";
import { bytesOf } from "../../core/bytes.ts";
import { host } from "../../core/host.ts";
import { getBackend, type Tensor } from "@tensorflow/tfjs-core";
import { bundleAtOnce, mostAtOnce } from "./large.ts";
import { answerFor, readerWhile } from "./live.ts";
import { noOneValue, numbersOfTensor, type Numbers } from "./numbers.ts";
import { bundleOfParts } from "./payload.ts";
import { memoryReader, tensorReader } from "./reader.ts";
import { statisticsOf } from "./statistics.ts";

/** How a tensor is shown. */
export interface TensorOptions {
  /** What it is called in the viewer. */
  name?: string;
  /** The window: what black and white mean, or the ends of the colour map. */
  range?: readonly [number, number];
  /** Words for each picture of a batch, in its order. */
  labels?: readonly (string | number)[];
}

/**
 * A tensor as the viewer's payload, with a picture and a summary for whoever has no viewer. In a notebook that of a large
 * one is of a sample, and what holds of all values follows.
 */
export async function tensorBundle(x: Tensor, options: TensorOptions = {}): Promise<MimeBundle> {
  if (x.isDisposed || x.dtype === "string") return { "text/plain": inspect(x) };
  if (x.dtype === "complex64") return { "text/plain": noOneValue(x) };
  if (x.size > mostAtOnce && host()) {
    expectFitting(options, x.shape);
    const about = { shape: x.shape, dtype: x.dtype, bytes: bytesOf(x), backend: getBackend() };
    return bundleAtOnce(x, about, options);
  }
  return numbersBundle(await numbersOfTensor(x), options, () => answerFor(readerWhile([x], tensorReader)));
}

/** The same for numbers of any origin. Throws a RangeError for a window or labels that cannot be. */
export async function numbersBundle(
  { values, ...about }: Numbers,
  options: TensorOptions = {},
  live: () => string | null = () => null,
): Promise<MimeBundle> {
  expectFitting(options, about.shape);
  const reader = memoryReader(values, about.shape);
  const statistics = await statisticsOf(values, about.shape);
  return bundleOfParts({ about, options, reader, reduce: reader.reduce, statistics, sampled: null, live });
}

function expectFitting({ range, labels }: TensorOptions, shape: readonly number[]): void {
  if (range && !(range[0] < range[1] && range.every(Number.isFinite))) {
    throw new RangeError(`range must be two finite numbers, the smaller first, not [${range.join(", ")}]`);
  }
  if (labels && labels.length > (shape[0] ?? 0)) {
    throw new RangeError(`there are ${labels.length} labels for ${shape[0] ?? 0} pictures`);
  }
}
