import { inspect } from "node:util";
import type { MimeBundle } from "../../../protocol/host.ts";
import { tensorMime, type Tensor as Payload } from "../../../protocol/tensor.ts";
import type { Tensor } from "../../core/tf.ts";
import { answerFor } from "./live.ts";
import { noOneValue, numbersOfTensor, type Numbers } from "./numbers.ts";
import { pictureOf } from "./picture.ts";
import { previewOf } from "./preview.ts";
import { statisticsOf } from "./statistics.ts";
import { summaryText } from "./summary-text.ts";
import { valuesText } from "./values-text.ts";

/** How a tensor is shown. */
export interface TensorOptions {
  /** What it is called in the viewer. */
  name?: string;
  /** The window: what black and white mean, or the ends of the colour map. */
  range?: readonly [number, number];
  /** Words for each picture of a batch, in its order. */
  labels?: readonly (string | number)[];
}

/** A tensor as the viewer's payload, with a picture and a summary for whoever has no viewer. */
export async function tensorBundle(x: Tensor, options: TensorOptions = {}): Promise<MimeBundle> {
  if (x.isDisposed || x.dtype === "string") return { "text/plain": inspect(x) };
  if (x.dtype === "complex64") return { "text/plain": noOneValue(x) };
  return numbersBundle(await numbersOfTensor(x), options, () => answerFor(x));
}

/** The same for numbers of any origin. Throws a RangeError for a window or labels that cannot be. */
export async function numbersBundle(
  { values, shape, dtype, bytes, backend }: Numbers,
  { name, range, labels }: TensorOptions = {},
  live: () => string | null = () => null,
): Promise<MimeBundle> {
  if (range && !(range[0] < range[1] && range.every(Number.isFinite))) {
    throw new RangeError(`range must be two finite numbers, the smaller first, not [${range.join(", ")}]`);
  }
  if (labels && labels.length > (shape[0] ?? 0)) {
    throw new RangeError(`there are ${labels.length} labels for ${shape[0] ?? 0} pictures`);
  }
  const statistics = await statisticsOf(values, shape);
  const about = { name: name?.slice(0, 200) ?? null, dtype, shape: [...shape], bytes, backend };
  const { preview, exact, complete } = previewOf(values, shape);
  const payload: Payload = {
    version: 1,
    ...about,
    statistics,
    range: range ? [range[0], range[1]] : null,
    labels: labels?.slice(0, mostLabels).map((label) => String(label).slice(0, 100)) ?? null,
    preview,
    exact,
    // Only where a viewer has something to ask for.
    stream: complete ? null : live(),
  };
  const picture = pictureOf(values, shape, statistics.moments, range ?? null);
  const text = [summaryText(about, statistics), valuesText(values, shape)].filter(Boolean).join("\n");
  return { [tensorMime]: payload, ...(picture ? { "image/png": picture } : {}), "text/plain": text };
}

/** As many pictures as a preview can hold. */
const mostLabels = 512;
