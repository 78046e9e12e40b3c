import { tidy, type Tensor } from "../../core/tf.ts";
import { expectInteger, shapeText } from "../../core/shape.ts";
import { signalFor, turn } from "../../core/turn.ts";
import { workBar } from "../../display/work-bar.ts";
import type { Extractor } from "./extractor.ts";
import { expectFilled, expectWithin, type Extent } from "./range.ts";

export interface ExtractOptions {
  /** The range of these images, which are brought to the extractor's; the same unless given. */
  range?: readonly [number, number];
  /** Images at a time; what the extractor says unless given, else 64. */
  batch?: number;
  /** Ends the work early; in a notebook an interrupt does. */
  signal?: AbortSignal;
}

/**
 * Feature vectors of images [N, ...], as rows for any measure here. Throws a RangeError where images lie outside the range
 * that is said, or fill less than a hundredth of it, as images in [0, 1] that are said to be in [0, 255] do; and where the
 * extractor gives no [N, D], or a number that is not finite.
 *
 *     const toy: Extractor = { name: "means", range: [0, 1], features: (images) => images.mean([1, 2]) };
 *     await frechetDistance(await extract(samples, toy, { range: [-1, 1] }), await extract(digits, toy));
 */
export async function extract(
  images: Tensor,
  extractor: Extractor,
  { range = extractor.range, batch = extractor.batch ?? 64, signal: given }: ExtractOptions = {},
): Promise<Float64Array[]> {
  expectInteger("batch of extract", batch, 1);
  const [count, ...one] = images.shape;
  if (one.length === 0 || count === 0) {
    throw new RangeError(`extract takes images [N, ...], not a tensor of shape ${shapeText(images.shape)}`);
  }
  const signal = signalFor(given);
  const rows: Float64Array[] = [];
  const seen: Extent = { low: Infinity, high: -Infinity };
  const bar = workBar(count, extractor.name);
  try {
    for (let from = 0; from < count; from += batch) {
      const size = Math.min(batch, count - from);
      const part = images.slice([from, ...one.map(() => 0)], [size, ...one]);
      try {
        await expectWithin(part, range, seen);
        rows.push(...(await featuresOf(part, extractor, range)));
      } finally {
        part.dispose();
      }
      bar.step(size);
      await turn(signal);
    }
  } finally {
    bar.end();
  }
  expectFilled(seen, range);
  return rows;
}

/** Features of images that lie in that range. */
export async function featuresOf(
  images: Tensor,
  { name, range: [low, high], features }: Extractor,
  [from, to]: readonly [number, number],
): Promise<Float64Array[]> {
  const scaled = tidy(
    () =>
    from === low && to === high ? images.clone() : images.sub(from).mul((high - low) / (to - from)).add(low), // prettier-ignore
  );
  const made = await asked(features, scaled).finally(() => scaled.dispose());
  try {
    const [count, dim] = made.shape;
    if (made.shape.length !== 2 || count !== images.shape[0]) {
      throw new RangeError(
        `"${name}" made features ${shapeText(made.shape)} of images ${shapeText(images.shape)}: [${images.shape[0]}, D] is asked for`,
      );
    }
    const values = Float64Array.from(await made.data());
    const bad = values.findIndex((x) => !Number.isFinite(x));
    if (bad >= 0) {
      throw new RangeError(
        `"${name}" made features of which one is ${values[bad]}, column ${bad % dim} of an image: no measure takes that`,
      );
    }
    return Array.from({ length: count }, (_, i) => values.subarray(i * dim, (i + 1) * dim));
  } finally {
    made.dispose();
  }
}

/** What an extractor makes, now or later; what it makes on the way at once is freed. */
async function asked(features: Extractor["features"], images: Tensor): Promise<Tensor> {
  const later: Promise<Tensor>[] = [];
  const now = tidy(() => {
    const made = features(images);
    if (!(made instanceof Promise)) return [made.clone()]; // it may be the images themselves
    later.push(made);
    return [];
  });
  return later.length ? later[0] : now[0];
}
