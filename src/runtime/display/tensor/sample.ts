import type { Reader } from "./reader.ts";

/** So many values stand for all of a large tensor, and are sorted for the quantiles. */
export const mostSampled = 1 << 17;
/** So many do for its first picture, whose statistics follow: a mean is off by half a hundredth of a standard deviation. */
export const mostAtFirst = 1 << 15;

/** Evenly spread places, jittered by the golden ratio so that no period of the data falls in with the step. */
export function samplePlaces(size: number, most = mostSampled): Int32Array {
  const step = Math.max(1, Math.floor(size / most));
  const places = new Int32Array(Math.floor(size / step));
  for (let k = 0; k < places.length; k++) places[k] = k * step + Math.floor(((k * 0.618034) % 1) * step);
  return places;
}

/** The values at these places, by which all are judged until all are read. */
export async function sampleOf(reader: Reader, most = mostSampled): Promise<ArrayLike<number>> {
  return reader.at(samplePlaces(reader.size, most));
}
