import type { Tensor } from "../../../core/tf.ts";
import { expectFiniteNumber } from "../../../core/options.ts";
import type { Features, Points } from "../../features.ts";
import { embedCaptions } from "../embed-captions.ts";
import type { ClipModel } from "../encoder.ts";
import { cosinesOf, photoPrefix, type ClipScoreByModelOptions, type ClipScoreOptions } from "./clip-score.ts";
import { cutWarning } from "./cut-warning.ts";
import { directions, inner } from "./directions.ts";
import { pairScore, type PairScore } from "./mean-score.ts";
import { pairsOf, type Pairs } from "./pairs.ts";
import { madeRows } from "./rows.ts";

type ByEmbeddings = readonly [
  images: Features,
  captions: Features,
  references: readonly Features[],
  options?: ClipScoreOptions,
];
type ByModel = readonly [
  model: ClipModel,
  images: Tensor,
  captions: readonly string[],
  references: readonly (readonly string[])[],
  options?: ClipScoreByModelOptions,
];

/**
 * RefCLIPScore (2104.08718): the harmonic mean of CLIPScore, 2.5 max(cos(image, caption), 0), and of the cosine of the
 * caption with the nearest of the captions that people wrote of the image, max(max_r cos(caption, r), 0); averaged over
 * images. `references`: for each image its own, one at least. Where both parts are 0 it is 0. Two sentences lie nearer to
 * each other than a sentence to a picture, so it is mostly larger than CLIPScore, and the more references the larger.
 * All else is as with `clipScore`, which stands for its options and errors too.
 */
export function refClipScore(
  images: Features,
  captions: Features,
  references: readonly Features[],
  options?: ClipScoreOptions,
): Promise<PairScore>;
export function refClipScore(
  model: ClipModel,
  images: Tensor,
  captions: readonly string[],
  references: readonly (readonly string[])[],
  options?: ClipScoreByModelOptions,
): Promise<PairScore>;
export async function refClipScore(...given: ByEmbeddings | ByModel): Promise<PairScore> {
  const { pairs, references, unseen } =
    "captions" in given[0] ? await ofModel(given as ByModel) : await ofEmbeddings(given as ByEmbeddings);
  const { weight = 2.5 } = pairs.options;
  expectFiniteNumber("refClipScore", "weight", weight);
  const nearest = references.map((some, i) => {
    if (some.dim !== pairs.captions.dim) {
      throw new RangeError(
        `The references of image ${i} have ${some.dim} numbers, the captions of refClipScore ${pairs.captions.dim}: they are of two models`,
      );
    }
    return largest(pairs.captions, i, some);
  });
  const values = cosinesOf(pairs).map((cosine, i) =>
    harmonicMean(weight * Math.max(cosine, 0), Math.max(nearest[i], 0)),
  );
  return pairScore("RefCLIPScore", values, {
    rows: madeRows(pairs),
    warnings: [...pairs.warnings, ...unseen],
  });
}

interface Referred {
  readonly pairs: Pairs<ClipScoreByModelOptions>;
  /** Directions of each image's references. */
  readonly references: readonly Points[];
  readonly unseen: readonly string[];
}

const who = "refClipScore";
const known = ["weight"];

async function ofEmbeddings([images, captions, references, options]: ByEmbeddings): Promise<Referred> {
  const pairs = await pairsOf<ClipScoreByModelOptions>([images, captions, options], { who, known });
  expectReferences(references, pairs.images.count);
  const made: Points[] = [];
  for (const [i, some] of references.entries()) {
    made.push(await directions(`the references of image ${i} of refClipScore`, some, 1));
  }
  return { pairs, references: made, unseen: [] };
}

async function ofModel([model, images, captions, references, options = {}]: ByModel): Promise<Referred> {
  expectReferences(references, captions.length);
  const { prefix = photoPrefix, signal } = options;
  const pairs = await pairsOf<ClipScoreByModelOptions>([model, images, captions, options], {
    who,
    known,
    knownByModel: ["prefix"],
    prefixOf: () => prefix,
  });
  const all = references.flat();
  const rows = await embedCaptions(model, all, { prefix, signal });
  const made: Points[] = [];
  let at = 0;
  for (const [i, { length }] of references.entries()) {
    const some = rows.slice(at, (at += length));
    made.push(await directions(`the references of image ${i} of refClipScore`, some, 1));
  }
  return { pairs, references: made, unseen: cutWarning(model, all, prefix) };
}

function expectReferences(references: readonly (Features | readonly string[])[], images: number): void {
  if (references.length !== images) {
    throw new RangeError(
      `refClipScore takes a list of references for each image: there are ${references.length} lists and ${images} images`,
    );
  }
  references.forEach((some, i) => {
    if ("length" in some && some.length === 0) {
      throw new RangeError(`Image ${i} of refClipScore has no reference: one at least is needed`);
    }
  });
}

/** The largest cosine of caption i with any of the others. */
function largest(captions: Points, i: number, others: Points): number {
  let most = -Infinity;
  for (let j = 0; j < others.count; j++) most = Math.max(most, inner(captions, i, others, j));
  return most;
}

const harmonicMean = (a: number, b: number): number => (a > 0 && b > 0 ? (2 * a * b) / (a + b) : 0);
