import type { Tensor } from "../../../core/tf.ts";
import { expectOptions } from "../../../core/options.ts";
import { extract } from "../../extraction/extract.ts";
import type { Features, Points } from "../../features.ts";
import type { ClipModel } from "../encoder.ts";
import { embedCaptions, expectCaptions } from "../embed-captions.ts";
import { cutWarning } from "./cut-warning.ts";
import { directions, expectPairs } from "./directions.ts";

/** How images and captions are embedded, where a model and they themselves are given. */
export interface ByModelOptions {
  /** The range of these images; the model's unless given. */
  range?: readonly [number, number];
  /** Ends the work early; in a notebook an interrupt does. */
  signal?: AbortSignal;
}

/** What a score may be given: embeddings, or a model with images and captions. */
export type PairArguments<Options> =
  | readonly [images: Features, captions: Features, options?: Options]
  | readonly [
      model: ClipModel,
      images: Tensor,
      captions: readonly string[],
      options?: Options & ByModelOptions,
    ];

export interface Pairs<Options> {
  /** Directions [N, D] of the images and of their captions. */
  readonly images: Points;
  readonly captions: Points;
  readonly options: Options & ByModelOptions;
  /** Of what they were made, where they were made here. */
  readonly made: { readonly model: ClipModel; readonly prefix: string } | null;
  /** What the text encoder did not see. */
  readonly warnings: readonly string[];
}

/** What a score is called, which options it knows (those of its own, and those with a model), and its captions' prefix. */
export interface Scoring<Options> {
  readonly who: string;
  readonly known?: readonly string[];
  readonly knownByModel?: readonly string[];
  readonly prefixOf?: (options: Options) => string;
}

/** The directions of what a score was given. */
export async function pairsOf<Options extends object>(
  given: PairArguments<Options>,
  { who, known = [], knownByModel = [], prefixOf = () => "" }: Scoring<Options>,
): Promise<Pairs<Options>> {
  if (!isByModel(given)) {
    const [imageRows, captionRows, options = {} as Options] = given;
    expectOptions(who, options, known);
    const images = await directions(`the images of ${who}`, imageRows, 1);
    const captions = await directions(`the captions of ${who}`, captionRows, 1);
    expectPairs(who, images, captions);
    return { images, captions, options, made: null, warnings: [] };
  }
  const [model, pictures, texts, options = {} as Options & ByModelOptions] = given;
  expectOptions(who, options, [...known, ...knownByModel, "range", "signal"]);
  expectCaptions(texts);
  if (pictures.shape[0] !== texts.length) {
    throw new RangeError(
      `${who} compares each image with its own caption: there are ${pictures.shape[0]} images and ${texts.length} captions`,
    );
  }
  const { range, signal } = options;
  const prefix = prefixOf(options);
  const rows = await embedCaptions(model, texts, { prefix, signal });
  const images = await directions(
    `the images of ${who}`,
    await extract(pictures, model, { range, signal }),
    1,
  );
  const captions = await directions(`the captions of ${who}`, rows, 1);
  expectPairs(who, images, captions);
  const warnings = cutWarning(model, texts, prefix);
  return { images, captions, options, made: { model, prefix }, warnings };
}

/** Whether a model comes first. */
export const isByModel = <Options>(
  given: PairArguments<Options>,
): given is Extract<PairArguments<Options>, readonly [ClipModel, ...unknown[]]> =>
  "captions" in given[0] && typeof given[0].captions === "function";
