import type { Tensor } from "../../core/tf.ts";
import { expectInteger, shapeText } from "../../core/shape.ts";
import { signalFor, turn } from "../../core/turn.ts";
import { workBar } from "../../display/work-bar.ts";
import { featuresOf } from "../extraction/extract.ts";
import type { ImageSource } from "../extraction/extract-statistics.ts";
import type { Extractor } from "../extraction/extractor.ts";
import { expectFilled, expectWithin, type Extent } from "../extraction/range.ts";
import type { Kept } from "./kept.ts";
import { madeOrKept } from "./made-or-kept.ts";
import { joinedPoints, pointsOf, type Points } from "../features.ts";

/** Examples as a tensor [N, ...], or made when their turn comes. */
export type Examples = Tensor | ImageSource;

/** What there is to be seen of some examples. */
export interface Seen {
  readonly count: number;
  /** Shape of one example. */
  readonly shape: readonly number[];
  readonly features: Points;
  /** The numbers of the examples themselves, where they were asked for. */
  readonly pixels: Points | null;
  /** Class probabilities, where they were asked for. */
  readonly probabilities: Points | null;
}

export interface SeeingOptions {
  /** What looks at them; their own numbers are their features where there is none. */
  readonly extractor: Extractor | null;
  /** The range they are said to lie in; not looked at without an extractor. */
  readonly range: readonly [number, number] | null;
  readonly batch: number;
  readonly pixels: boolean;
  readonly probabilities: boolean;
  /** Where what extractors make is kept and found again. */
  readonly kept: Kept | null;
  readonly signal: AbortSignal | undefined;
}

export const sourceOf = (examples: Examples): ImageSource =>
  "images" in examples
    ? examples
    : {
        count: examples.shape[0],
        images: (from, to) =>
          examples.slice(
            [from, ...examples.shape.slice(1).map(() => 0)],
            [to - from, ...examples.shape.slice(1)],
          ),
      };

/** Looks at all examples, a batch at a time: only what comes of them is kept. Throws as `extract` does. */
export async function seen(who: string, examples: Examples, options: SeeingOptions): Promise<Seen> {
  const { extractor, batch, signal: given } = options;
  const { count, images } = sourceOf(examples);
  expectInteger(`number of ${who}`, count, 1);
  const signal = signalFor(given);
  const extent: Extent = { low: Infinity, high: -Infinity };
  const parts: { features: Points; pixels: Points | null; probabilities: Points | null }[] = [];
  let shape: readonly number[] = [];
  const bar = workBar(count, `${extractor?.name ?? "reading"}: ${who}`);
  try {
    for (let from = 0; from < count; from += batch) {
      signal?.throwIfAborted();
      const to = Math.min(from + batch, count);
      const part = await images(from, to);
      try {
        if (part.shape[0] !== to - from || part.rank < 2) {
          throw new RangeError(
            `The ${who} from ${from} to ${to} have the shape ${shapeText(part.shape)}: [${to - from}, ...] is wanted`,
          );
        }
        shape = part.shape.slice(1);
        if (options.range) await expectWithin(part, options.range, extent);
        parts.push(await partOf(who, part, options));
      } finally {
        part.dispose();
      }
      bar.step(to - from);
      await turn(signal);
    }
  } finally {
    bar.end();
  }
  if (options.range) expectFilled(extent, options.range);
  const joined = (of: readonly Points[]): Points => joinedPoints(of, of[0].dim);
  const pixels = parts.flatMap((part) => part.pixels ?? []);
  const probabilities = parts.flatMap((part) => part.probabilities ?? []);
  return {
    count,
    shape,
    features: joined(parts.map((part) => part.features)),
    pixels: pixels.length ? joined(pixels) : null,
    probabilities: probabilities.length ? joined(probabilities) : null,
  };
}

async function partOf(who: string, part: Tensor, options: SeeingOptions) {
  const { extractor, pixels, kept } = options;
  const own = async (): Promise<Points> => {
    const flat = part.reshape([part.shape[0], -1]);
    try {
      return await pointsOf(who, flat, 1);
    } finally {
      flat.dispose();
    }
  };
  if (!extractor) return { features: await own(), pixels: pixels ? await own() : null, probabilities: null };
  const range = options.range ?? extractor.range;
  const made = async (features: Extractor["features"]): Promise<Points> =>
    pointsOf(who, await featuresOf(part, { ...extractor, features }, range), 1);
  const classes = options.probabilities ? extractor.probabilities : undefined;
  const rows = await madeOrKept(
    part,
    { extractor, range, probabilities: classes !== undefined },
    kept,
    async () => ({
      features: await made(extractor.features),
      probabilities: classes ? await made(classes) : null,
    }),
  );
  return { ...rows, pixels: pixels ? await own() : null };
}
