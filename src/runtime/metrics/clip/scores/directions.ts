import { pointsOf, type Features, type Points } from "../../features.ts";

/** Embeddings brought to length 1, in float64. Throws a RangeError for bad ones and for one without a direction. */
export async function directions(who: string, features: Features, least: number): Promise<Points> {
  return unit(who, await pointsOf(who, features, least));
}

/** The same rows of length 1. */
export function unit(who: string, { values, count, dim }: Points): Points {
  const out = new Float64Array(values.length);
  for (let i = 0; i < count; i++) {
    const row = values.subarray(i * dim, (i + 1) * dim);
    const length = Math.hypot(...row);
    if (length === 0) throw new RangeError(`Row ${i} of ${who} is all 0, which has no direction`);
    row.forEach((x, k) => (out[i * dim + k] = x / length));
  }
  return { values: out, count, dim };
}

/** The inner product of row i of `a` with row j of `b`: the cosine where both are of length 1. */
export function inner(a: Points, i: number, b: Points, j: number): number {
  let sum = 0;
  for (let k = 0; k < a.dim; k++) sum += a.values[i * a.dim + k] * b.values[j * b.dim + k];
  return sum;
}

/** Throws a RangeError unless there is one caption for each image, with embeddings of one model. */
export function expectPairs(who: string, images: Points, captions: Points): void {
  if (images.count !== captions.count) {
    throw new RangeError(
      `${who} compares each image with its own caption: there are ${images.count} images and ${captions.count} captions`,
    );
  }
  if (images.dim !== captions.dim) {
    throw new RangeError(
      `${who} needs embeddings of one model: images have ${images.dim} numbers, captions ${captions.dim}`,
    );
  }
}
