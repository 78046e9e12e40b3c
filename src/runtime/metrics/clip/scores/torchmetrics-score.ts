import type { Tensor } from "../../../core/tf.ts";
import type { Features } from "../../features.ts";
import type { ClipModel } from "../encoder.ts";
import { cosinesOf } from "./clip-score.ts";
import { pairScore, type PairScore } from "./mean-score.ts";
import { pairsOf, type ByModelOptions, type PairArguments } from "./pairs.ts";
import { madeRows } from "./rows.ts";

/**
 * The "CLIP score" of torchmetrics: the mean of 100 cos(image, caption), or 0 where that is below it, with nothing before
 * the caption. It is not 40 times CLIPScore: the paper's captions have a prefix, and there the single pair is cut at 0,
 * here only the mean (so values below 0 stand in `values`). Numbers from 20 to 35 are usual of ViT-B models; what is said
 * of `clipScore` holds here too, and so do its errors.
 */
export function torchmetricsClipScore(images: Features, captions: Features): Promise<PairScore>;
export function torchmetricsClipScore(
  model: ClipModel,
  images: Tensor,
  captions: readonly string[],
  options?: ByModelOptions,
): Promise<PairScore>;
export async function torchmetricsClipScore(...given: PairArguments<ByModelOptions>): Promise<PairScore> {
  const pairs = await pairsOf(given, { who: "torchmetricsClipScore" });
  const values = cosinesOf(pairs).map((cosine) => 100 * cosine);
  return pairScore("CLIP score of torchmetrics, 100 cos", values, {
    least: 0,
    rows: madeRows(pairs),
    warnings: pairs.warnings,
  });
}
