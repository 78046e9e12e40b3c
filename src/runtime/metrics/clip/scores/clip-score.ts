import type { Tensor } from "../../../core/tf.ts";
import { expectFiniteNumber } from "../../../core/options.ts";
import { count } from "../../../display/text.ts";
import type { Features } from "../../features.ts";
import type { ClipModel } from "../encoder.ts";
import { inner } from "./directions.ts";
import { pairScore, type PairScore } from "./mean-score.ts";
import { pairsOf, type ByModelOptions, type PairArguments, type Pairs } from "./pairs.ts";
import { madeRows } from "./rows.ts";

/** What stands before each caption in CLIPScore's paper. */
export const photoPrefix = "A photo depicts ";

export interface ClipScoreOptions {
  /** What a cosine is multiplied by; the paper's 2.5 unless given. */
  weight?: number;
}

export interface ClipScoreByModelOptions extends ClipScoreOptions, ByModelOptions {
  /** What stands before each caption; the paper's "A photo depicts " unless given. */
  prefix?: string;
}

/**
 * CLIPScore (2104.08718): 2.5 max(cos(image, caption), 0), averaged over pairs of an image and its caption. It is given
 * embeddings [N, D] of both, of any length and not yet normalised; or a model with images [N, H, W, C] and their captions,
 * before each of which it puts the paper's "A photo depicts ".
 *
 * It is a number of its model and prefix: compare only where both are the same; the paper has ViT-B/32. It hardly counts
 * things or tells who does what to whom, it favours writing in the picture, and it flatters whatever was trained or
 * guided by the same model. `torchmetricsClipScore` is the other number of this name.
 *
 * Throws a RangeError where counts or lengths differ, for embeddings that are not finite or all 0, for images outside of
 * their range and for empty captions. Captions that are cut are a warning of the result.
 */
export function clipScore(
  images: Features,
  captions: Features,
  options?: ClipScoreOptions,
): Promise<PairScore>;
export function clipScore(
  model: ClipModel,
  images: Tensor,
  captions: readonly string[],
  options?: ClipScoreByModelOptions,
): Promise<PairScore>;
export async function clipScore(...given: PairArguments<ClipScoreByModelOptions>): Promise<PairScore> {
  const pairs = await pairsOf(given, {
    who: "clipScore",
    known: ["weight"],
    knownByModel: ["prefix"],
    prefixOf: ({ prefix = photoPrefix }) => prefix,
  });
  const { weight = 2.5 } = pairs.options;
  expectFiniteNumber("clipScore", "weight", weight);
  const cosines = cosinesOf(pairs);
  const below = cosines.reduce((sum, cosine) => sum + (cosine < 0 ? 1 : 0), 0);
  const clipped = below
    ? [
        `The cosine of ${count(below)} of ${count(cosines.length)} pairs is below 0, which counts as 0: how much worse it is does not show`,
      ]
    : [];
  return pairScore(
    `CLIPScore, ${weight} max(cos, 0)`,
    cosines.map((cosine) => weight * Math.max(cosine, 0)),
    { rows: madeRows(pairs), warnings: [...pairs.warnings, ...clipped] },
  );
}

/** The cosine of each image and its caption. */
export const cosinesOf = ({ images, captions }: Pick<Pairs<object>, "images" | "captions">): Float64Array =>
  Float64Array.from({ length: images.count }, (_, i) => inner(images, i, captions, i));
