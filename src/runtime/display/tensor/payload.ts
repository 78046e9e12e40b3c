import type { MimeBundle } from "../../../protocol/host.ts";
import { imageLayout } from "../../../protocol/image-layout.ts";
import { tensorMime, type Tensor as Payload, type TensorStatistics } from "../../../protocol/tensor.ts";
import type { TensorOptions } from "./bundle.ts";
import type { Numbers } from "./numbers.ts";
import { pictureOf } from "./picture.ts";
import type { Reduce } from "./pieces.ts";
import { previewBudget, previewOf } from "./preview.ts";
import type { Reader } from "./reader.ts";
import { summaryText } from "./summary-text.ts";
import { valuesText } from "./values-text.ts";

/** What a payload is put together from. */
export interface Parts {
  readonly about: Omit<Numbers, "values">;
  readonly options: TensorOptions;
  readonly reader: Reader;
  readonly reduce: Reduce;
  readonly statistics: TensorStatistics;
  /** Of what the statistics are, where not of all values. */
  readonly sampled: Payload["sampled"];
  /** Opens the stream by which the kernel is asked for what the preview lacks. */
  readonly live: () => string | null;
}

/** As many pictures as a preview can hold. */
const mostLabels = 512;

/** What a viewer is given of a tensor, its preview of no more than so many bytes. */
export async function payloadOf(parts: Parts, budget = previewBudget): Promise<Payload> {
  const { about, options, reader, reduce, statistics, sampled, live } = parts;
  const { shape, dtype, bytes, backend } = about;
  const { name, range, labels } = options;
  const { preview, exact, complete } = await previewOf(reader, reduce, {
    sampled: sampled !== null,
    pictures: labels !== undefined && imageLayout(shape) !== null,
    budget,
  });
  return {
    version: 1,
    name: name?.slice(0, 200) ?? null,
    dtype,
    shape: [...shape],
    bytes,
    backend,
    statistics,
    sampled,
    range: range ? [range[0], range[1]] : null,
    labels: labels?.slice(0, mostLabels).map((label) => String(label).slice(0, 100)) ?? null,
    preview,
    exact,
    // Only where a viewer has something to ask for.
    stream: complete ? null : live(),
    compared: null,
  };
}

/** The payload, with a picture and a summary for whoever has no viewer. */
export async function bundleOfParts(parts: Parts, budget = previewBudget): Promise<MimeBundle> {
  const { about, options, reader, reduce, statistics, sampled } = parts;
  const payload = await payloadOf(parts, budget);
  const picture = await pictureOf(reduce, about.shape, statistics.moments, options.range ?? null);
  const text = [summaryText(payload, statistics, sampled), await valuesText(reader)]
    .filter(Boolean)
    .join("\n");
  return { [tensorMime]: payload, ...(picture ? { "image/png": picture } : {}), "text/plain": text };
}
