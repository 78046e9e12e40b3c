import type { Reader } from "./reader.ts";

/** So many values stand for all of a large tensor, and are sorted for the quantiles. */
export const mostSampled = 1 << 17;

/** Evenly spread places, jittered by the golden ratio so that no period of the data falls in with the step. */
export function samplePlaces(size: number): Int32Array {
  const step = Math.max(1, Math.floor(size / mostSampled));
  return Int32Array.from(
    { length: Math.floor(size / step) },
    (_, k) => k * step + Math.floor(((k * 0.618034) % 1) * step),
  );
}

/** The values at these places, by which all are judged until all are read. */
export async function sampleOf(reader: Reader): Promise<ArrayLike<number>> {
  return reader.at(samplePlaces(reader.size));
}
