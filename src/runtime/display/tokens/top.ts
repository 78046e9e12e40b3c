import { mostCandidates } from "../../../protocol/token-trajectory.ts";

/** Candidates of each position that are kept. */
export const kept = Math.min(5, mostCandidates);

/** The `count` largest of the `size` values from `offset` on, by their places, the largest first. */
export function largest(
  values: ArrayLike<number>,
  { offset, size, count }: { offset: number; size: number; count: number },
): number[] {
  const places: number[] = [];
  for (let i = 0; i < size; i++) {
    const value = values[offset + i];
    if (places.length === count && !(value > values[offset + places[count - 1]])) continue;
    let at = Math.min(places.length, count - 1);
    while (at > 0 && value > values[offset + places[at - 1]]) {
      places[at] = places[at - 1];
      at--;
    }
    places[at] = i;
  }
  return places;
}

/** Entropy in bits of the `size` probabilities from `offset` on. */
export function entropyOf(probs: ArrayLike<number>, offset: number, size: number): number {
  let bits = 0;
  for (let i = offset; i < offset + size; i++) if (probs[i] > 0) bits -= probs[i] * Math.log2(probs[i]);
  return Math.max(0, bits);
}
