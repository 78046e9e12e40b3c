import { expectOptions } from "../../core/options.ts";
import { expectInteger } from "../../core/shape.ts";
import type { ClipModel } from "../clip/encoder.ts";
import type { Extractor } from "../extraction/extractor.ts";
import type { Nll } from "../nll/nll.ts";
import type { Examples } from "./seen.ts";

export const metrics = [
  "frechet",
  "kid",
  "mmd",
  "energy",
  "precisionRecall",
  "densityCoverage",
  "slicedWasserstein",
  "inceptionScore",
] as const;
export type Metric = (typeof metrics)[number];

export interface PerSample {
  readonly values: ArrayLike<number>;
  readonly better: "lower" | "higher" | "near 1";
}

export interface Captioned {
  readonly texts: readonly string[];
  readonly model: ClipModel;
  /** What stands before each caption; the paper's "A photo depicts " unless given. */
  readonly prefix?: string;
}

export interface EvaluateOptions {
  /** What looks at the examples; their own numbers are their features unless given. */
  extractor?: Extractor;
  /** The range of samples, reference and training examples alike; the extractor's unless given. */
  range?: readonly [number, number];
  /** Which measures; all but "mmd" unless given, and "inceptionScore" where the extractor is a classifier. */
  metrics?: readonly Metric[];
  /** Numbers of each sample by a name, such as its CLIP score: their mean gets a row. More is better unless said. */
  perSample?: Readonly<Record<string, ArrayLike<number> | PerSample>>;
  /** What held-out examples cost, as `nll` says it: gets a row in bits a dimension. */
  likelihood?: Nll;
  /** The caption of each sample, and the model by which CLIPScore is computed. */
  captions?: Captioned;
  /** What the model was trained on: memorisation is then looked for, with the reference as what was held out. */
  training?: Examples;
  /** Samples to be shown with the training examples nearest to them; 8 unless given. */
  pictures?: number;
  /** Bootstrap resamples for the intervals; 200 unless given, none with 0. */
  bootstrap?: number;
  /** Share of resamples within an interval; 0.95 unless given. */
  level?: number;
  /**
   * Samples of each set, at random, that measures of pairs and neighbours look at, whose time goes with the square; 5000 unless
   * given. The Fréchet distance, and means, look at all.
   */
  most?: number;
  /** Seed of resamples, directions and of what `most` chooses; 0 unless given. */
  seed?: number;
  /** Examples looked at at a time; what the extractor says unless given, else 64. */
  batch?: number;
  /**
   * A file to keep features in while they are made: after an interrupt the same call goes on where it was, and at its end the
   * file is removed. A batch is known again by every number in it and by the extractor's name. Examples that are made when their
   * turn comes are made again.
   */
  resume?: string | URL;
  /** Ends the work early; in a notebook an interrupt does. */
  signal?: AbortSignal;
}

/** All of them: one that is missing here does not compile. */
const known: Record<keyof EvaluateOptions, true> = {
  extractor: true,
  range: true,
  metrics: true,
  perSample: true,
  likelihood: true,
  captions: true,
  training: true,
  pictures: true,
  bootstrap: true,
  level: true,
  most: true,
  seed: true,
  batch: true,
  resume: true,
  signal: true,
};

/** The options with what is chosen where they say nothing. Throws a TypeError or RangeError for those that cannot be. */
export function chosenOptions(options: EvaluateOptions) {
  expectOptions("evaluate", options, Object.keys(known));
  const {
    extractor = null,
    perSample = {},
    pictures = 8,
    bootstrap = 200,
    level = 0.95,
    most = 5000,
    seed = 0,
  } = options;
  const { batch = extractor?.batch ?? 64 } = options;
  expectInteger("pictures of evaluate", pictures, 0);
  expectInteger("bootstrap of evaluate", bootstrap, 0);
  if (bootstrap > 0 && bootstrap < 20) {
    throw new RangeError(
      `bootstrap of evaluate is 0 or at least 20, not ${bootstrap}: fewer tell no quantiles`,
    );
  }
  if (!(level > 0 && level < 1))
    throw new RangeError(`level of evaluate lies between 0 and 1, and is ${level}`);
  expectInteger("most of evaluate", most, 10);
  expectInteger("batch of evaluate", batch, 1);
  const wanted = options.metrics ?? metrics.filter((name) => isUsual(name, extractor));
  const unknown = wanted.find((name) => !metrics.includes(name));
  if (unknown !== undefined) {
    throw new RangeError(`There is no metric "${unknown}": evaluate knows ${metrics.join(", ")}`);
  }
  if (wanted.includes("inceptionScore") && !extractor?.probabilities) {
    throw new TypeError(
      "The inception score needs class probabilities, and the extractor has none: leave it out, or give an extractor with `probabilities`",
    );
  }
  if (options.range && !extractor) {
    throw new TypeError("A range is brought to that of an extractor, and evaluate was given none");
  }
  const range = options.range ?? extractor?.range ?? null;
  return {
    ...options,
    extractor,
    range,
    givenRange: options.range,
    metrics: wanted,
    perSample,
    pictures,
    bootstrap,
    level,
    most,
    seed,
    batch,
  };
}

export type ChosenOptions = ReturnType<typeof chosenOptions>;

const isUsual = (name: Metric, extractor: Extractor | null): boolean =>
  name !== "mmd" && (name !== "inceptionScore" || extractor?.probabilities !== undefined);
