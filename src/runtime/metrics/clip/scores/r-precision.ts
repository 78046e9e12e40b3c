import { displaySymbol, type MimeBundle } from "../../../../protocol/host.ts";
import type { Tensor } from "../../../core/tf.ts";
import { expectInteger } from "../../../core/shape.ts";
import { withError } from "../../../display/table.ts";
import { count, decimal } from "../../../display/text.ts";
import { stream, type Stream } from "../../../random/index.ts";
import type { Features, Points } from "../../features.ts";
import { inView } from "../../in-view.ts";
import { namedRows } from "../../look.ts";
import type { Work } from "../../work.ts";
import type { ClipModel } from "../encoder.ts";
import { inner } from "./directions.ts";
import { pairsOf, type ByModelOptions, type PairArguments, type Pairs } from "./pairs.ts";
import { madeRows } from "./rows.ts";

export interface RPrecisionOptions {
  /** Captions that each image is set before, its own among them; 100 unless given, or as many as there are. */
  candidates?: number;
  /** Which others; 0 unless given. */
  seed?: number;
  /** Ends the work early; in a notebook an interrupt does. */
  signal?: AbortSignal;
}

export interface RPrecisionByModelOptions extends RPrecisionOptions, ByModelOptions {
  /** What stands before each caption; nothing unless given. */
  prefix?: string;
}

export interface RPrecision {
  /** The share of images whose own caption comes first, from 0 to 1. */
  readonly precision: number;
  /** Standard error of the share over images. */
  readonly error: number;
  /** Of each image: 1 where its own caption comes first. Captions that come out just alike share their places. */
  readonly ranks: Float64Array;
  /** What guessing would give: one over the number of candidates, averaged. */
  readonly chance: number;
  readonly candidates: number;
  readonly warnings: readonly string[];
  [displaySymbol](): MimeBundle;
}

/**
 * CLIP-R precision (2106.01144, R = 1): how often an image lies nearer to its own caption than to 99 others, drawn from
 * those of the other images; a caption with the same words as its own is not among them. Embeddings or a model, as with
 * `clipScore`, with nothing before the captions.
 *
 * With fewer captions than candidates all are taken, and the task is easier: compare only where the number is the same.
 * What was trained or guided by the same model is flattered.
 * Throws a RangeError where all captions are the same, and otherwise as `clipScore` does.
 */
export function clipRPrecision(
  images: Features,
  captions: Features,
  options?: RPrecisionOptions,
): Promise<RPrecision>;
export function clipRPrecision(
  model: ClipModel,
  images: Tensor,
  captions: readonly string[],
  options?: RPrecisionByModelOptions,
): Promise<RPrecision>;
export async function clipRPrecision(...given: PairArguments<RPrecisionByModelOptions>): Promise<RPrecision> {
  const pairs = await pairsOf(given, {
    who: "clipRPrecision",
    known: ["candidates", "seed", "signal"],
    knownByModel: ["prefix"],
    prefixOf: ({ prefix = "" }) => prefix,
  });
  const { candidates = 100, seed = 0, signal } = pairs.options;
  expectInteger("candidates of clipRPrecision", candidates, 2);
  const { count: n, dim } = pairs.images;
  const work = places(pairs, candidates, stream(seed));
  const found = await inView("CLIP-R precision", n * Math.min(candidates, n) * dim, work, signal);
  return rPrecision(pairs, found, candidates);
}

interface Place {
  /** Of its own caption among the candidates. */
  readonly rank: number;
  readonly candidates: number;
}

function* places({ images, captions }: Pairs<object>, wanted: number, random: Stream): Work<Place[]> {
  const kinds = sameRows(captions);
  const all: Place[] = [];
  for (let i = 0; i < images.count; i++) {
    const others = drawn(kinds, i, wanted - 1, random.split(i));
    const own = inner(images, i, captions, i);
    let better = 0;
    let alike = 0;
    for (const j of others) {
      const cosine = inner(images, i, captions, j);
      if (cosine > own) better++;
      else if (cosine === own) alike++;
    }
    all.push({ rank: 1 + better + alike / 2, candidates: others.length + 1 });
    yield (others.length + 1) * images.dim;
  }
  return all;
}

/** For each row, which row is the first that is the very same. */
function sameRows({ values, count: n, dim }: Points): Int32Array {
  const seen = new Map<string, number>();
  return Int32Array.from({ length: n }, (_, i) => {
    const key = values.subarray(i * dim, (i + 1) * dim).join();
    const first = seen.get(key) ?? i;
    seen.set(key, first);
    return first;
  });
}

/** So many rows in random order that are not the same as row i; all of them where there are no more. */
function drawn(kinds: Int32Array, i: number, wanted: number, random: Stream): number[] {
  const some: number[] = [];
  for (const j of random.permutation(kinds.length)) {
    if (kinds[j] !== kinds[i] && some.push(j) === wanted) break;
  }
  if (some.length === 0) {
    throw new RangeError("clipRPrecision needs captions that differ: there is nothing to choose from");
  }
  return some;
}

function rPrecision(pairs: Pairs<object>, places: readonly Place[], wanted: number): RPrecision {
  const n = places.length;
  const precision = places.filter(({ rank }) => rank === 1).length / n;
  const error = Math.sqrt((precision * (1 - precision)) / n);
  const chance = places.reduce((sum, { candidates }) => sum + 1 / candidates, 0) / n;
  const fewest = places.reduce((least, { candidates }) => Math.min(least, candidates), wanted);
  const warnings = [
    ...pairs.warnings,
    ...(fewest < wanted
      ? [
          `There are captions for ${count(fewest)} candidates alone, not for ${count(wanted)}: the precision is higher than it would be`,
        ]
      : []),
  ];
  const rows = [
    ["precision", withError(precision, error)],
    ["by chance", decimal(chance)],
    ["images", count(n)],
    ["candidates", count(fewest)],
    ...madeRows(pairs),
  ] as const;
  return {
    precision,
    error,
    ranks: Float64Array.from(places, ({ rank }) => rank),
    chance,
    candidates: fewest,
    warnings,
    [displaySymbol]: () => namedRows("CLIP-R precision", rows, warnings),
  };
}
