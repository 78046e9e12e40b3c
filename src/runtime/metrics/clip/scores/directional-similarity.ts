import type { Tensor } from "../../../core/tf.ts";
import type { Features, Points } from "../../features.ts";
import type { ClipModel } from "../encoder.ts";
import { inner, unit } from "./directions.ts";
import { pairScore, type PairScore } from "./mean-score.ts";
import { pairsOf, type ByModelOptions, type Pairs } from "./pairs.ts";
import { madeRows } from "./rows.ts";

/** Images with their captions, as embeddings. */
export interface EmbeddedPairs {
  readonly images: Features;
  readonly captions: Features;
}

/** Images [N, H, W, C] with their captions. */
export interface CaptionedImages {
  readonly images: Tensor;
  readonly captions: readonly string[];
}

export interface DirectionalByModelOptions extends ByModelOptions {
  /** What stands before each caption; nothing unless given. */
  prefix?: string;
}

/**
 * CLIP directional similarity (2108.00946, 2211.09800): the cosine of how an edit moved the image, E(after) - E(before),
 * with how its caption moved, both of embeddings of length 1; averaged over edits, from -1 to 1. Embeddings or a model, as
 * with `clipScore`, with nothing before the captions.
 *
 * It asks only whether the edit went the way of the words: a picture that is destroyed on the way may score well, so stand
 * the similarity of the images before and after beside it.
 * Throws a RangeError for an image or a caption that did not change, which has no direction, and otherwise as `clipScore`.
 */
export function directionalSimilarity(before: EmbeddedPairs, after: EmbeddedPairs): Promise<PairScore>;
export function directionalSimilarity(
  model: ClipModel,
  before: CaptionedImages,
  after: CaptionedImages,
  options?: DirectionalByModelOptions,
): Promise<PairScore>;
export async function directionalSimilarity(
  ...given:
    | readonly [before: EmbeddedPairs, after: EmbeddedPairs]
    | readonly [
        model: ClipModel,
        before: CaptionedImages,
        after: CaptionedImages,
        options?: DirectionalByModelOptions,
      ]
): Promise<PairScore> {
  const [before, after] =
    given.length === 2 ? [await embedded(given[0]), await embedded(given[1])] : await byModel(...given);
  if (before.images.count !== after.images.count) {
    throw new RangeError(
      `directionalSimilarity compares each image before its edit with the same after it: there are ${before.images.count} and ${after.images.count}`,
    );
  }
  const images = moved("image", before.images, after.images);
  const captions = moved("caption", before.captions, after.captions);
  const values = Float64Array.from({ length: images.count }, (_, i) => inner(images, i, captions, i));
  return pairScore("Directional similarity", values, {
    rows: madeRows(before),
    warnings: [...new Set([...before.warnings, ...after.warnings])],
  });
}

const who = "directionalSimilarity";

const embedded = ({ images, captions }: EmbeddedPairs): Promise<Pairs<object>> =>
  pairsOf<object>([images, captions], { who });

async function byModel(
  model: ClipModel,
  before: CaptionedImages,
  after: CaptionedImages,
  options: DirectionalByModelOptions = {},
): Promise<[Pairs<object>, Pairs<object>]> {
  const of = ({ images, captions }: CaptionedImages) =>
    pairsOf<DirectionalByModelOptions>([model, images, captions, options], {
      who,
      knownByModel: ["prefix"],
      prefixOf: ({ prefix = "" }) => prefix,
    });
  return [await of(before), await of(after)];
}

/** Embeddings of length 1 that are no further apart than this differ by single precision alone. */
const rounding = 1e-5;

/** The way from each row to the other's, of length 1. */
function moved(what: string, from: Points, to: Points): Points {
  if (from.dim !== to.dim) {
    throw new RangeError(`${who} needs embeddings of one model, not of ${from.dim} and ${to.dim} numbers`);
  }
  const ways = { ...from, values: to.values.map((x, i) => x - from.values[i]) };
  for (let i = 0; i < ways.count; i++) {
    if (Math.hypot(...ways.values.subarray(i * ways.dim, (i + 1) * ways.dim)) > rounding) continue;
    throw new RangeError(`The ${what} of edit ${i} is the same before and after, which has no direction`);
  }
  return unit(`the ways of ${who}`, ways);
}
