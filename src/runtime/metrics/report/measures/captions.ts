import { embedCaptions } from "../../clip/embed-captions.ts";
import { clipScore, photoPrefix } from "../../clip/scores/clip-score.ts";
import { cutWarning } from "../../clip/scores/cut-warning.ts";
import { rowsOf } from "../rows.ts";
import type { Captioned } from "../options.ts";
import { seen, type Examples } from "../seen.ts";
import type { Kept } from "../kept.ts";
import { meanMeasure } from "./mean.ts";
import type { Compared, Measure } from "./measure.ts";

/** CLIPScore of samples and their captions. Throws a RangeError where there is not one caption for each sample. */
export async function captionsMeasure(
  samples: Examples,
  { texts, model, prefix = photoPrefix }: Captioned,
  { samples: all, resamples, level, signal }: Compared,
  { range, kept }: { readonly range: readonly [number, number] | undefined; readonly kept: Kept | null },
): Promise<{ measure: Measure; warnings: readonly string[] }> {
  if (texts.length !== all.count) {
    throw new RangeError(`evaluate has ${texts.length} captions for ${all.count} samples: one for each`);
  }
  const captions = await embedCaptions(model, texts, { prefix, ...(signal && { signal }) });
  const { features } = await seen("samples", samples, {
    extractor: model,
    range: range ?? model.range,
    batch: model.batch ?? 64,
    pixels: false,
    probabilities: false,
    kept,
    signal,
  });
  const { values, warnings } = await clipScore(rowsOf(features), captions);
  const measure = meanMeasure(
    {
      name: `CLIPScore by ${model.name}${prefix === photoPrefix ? "" : `, prefix "${prefix}"`}`,
      better: "higher",
      resampled: "pairs of a sample and its caption",
    },
    values,
    resamples.samples,
    level,
  );
  return { measure, warnings: [...cutWarning(model, texts, prefix), ...warnings] };
}
