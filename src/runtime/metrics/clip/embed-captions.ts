import { signalFor, turn } from "../../core/turn.ts";
import { workBar } from "../../display/work-bar.ts";
import { shapeText } from "../../core/shape.ts";
import type { ClipModel } from "./encoder.ts";

export interface EmbedCaptionsOptions {
  /** What stands before each caption; nothing unless given. */
  prefix?: string;
  /** Captions at a time; 64 unless given. */
  batch?: number;
  /** Ends the work early; in a notebook an interrupt does. */
  signal?: AbortSignal;
}

/**
 * Embeddings of captions, as rows for any score here; `extract(images, model)` makes those of images. Captions that are the
 * same have the very same row. Throws a RangeError for a caption that is no text or empty.
 */
export async function embedCaptions(
  model: ClipModel,
  captions: readonly string[],
  { prefix = "", batch = 64, signal: given }: EmbedCaptionsOptions = {},
): Promise<Float64Array[]> {
  expectCaptions(captions);
  const signal = signalFor(given);
  const different = [...new Set(captions)];
  const rows = new Map<string, Float64Array>();
  const bar = workBar(different.length, `${model.name}: captions`);
  try {
    for (let from = 0; from < different.length; from += batch) {
      const some = different.slice(from, from + batch);
      const made = await rowsOf(
        model,
        some.map((caption) => prefix + caption),
      );
      some.forEach((caption, i) => rows.set(caption, made[i]));
      bar.step(some.length);
      await turn(signal);
    }
  } finally {
    bar.end();
  }
  return captions.map((caption) => rows.get(caption)!); // each is among the different ones
}

async function rowsOf(model: ClipModel, captions: readonly string[]): Promise<Float64Array[]> {
  const made = await model.captions(captions);
  try {
    const [count, dim] = made.shape;
    if (made.shape.length !== 2 || count !== captions.length) {
      throw new RangeError(
        `"${model.name}" made embeddings ${shapeText(made.shape)} of ${captions.length} captions: [${captions.length}, D] is asked for`,
      );
    }
    const values = Float64Array.from(await made.data());
    return captions.map((_, i) => values.subarray(i * dim, (i + 1) * dim));
  } finally {
    made.dispose();
  }
}

/** Throws a RangeError unless all are texts with something in them. */
export function expectCaptions(captions: readonly unknown[]): asserts captions is readonly string[] {
  captions.forEach((caption, i) => {
    if (typeof caption !== "string") throw new RangeError(`Caption ${i} is ${typeof caption}, no text`);
    if (!caption.trim()) throw new RangeError(`Caption ${i} is empty: there is nothing to compare with`);
  });
}
