/**
 * Places for labels near where they belong, at least `gap` apart and within the ends where they all have room there; in the
 * order of the values given.
 */
export function spread(
  wanted: readonly number[],
  gap: number,
  [low, high]: readonly [number, number],
): number[] {
  const order = [...wanted.keys()].sort((i, j) => wanted[i] - wanted[j] || i - j);
  const places = [...wanted];
  order.forEach((i, k) => {
    places[i] = Math.max(places[i], k === 0 ? low : places[order[k - 1]] + gap);
  });
  // What was pushed out at the end comes back, and pushes those before it.
  order.toReversed().forEach((i, k, from) => {
    places[i] = Math.min(places[i], k === 0 ? high : places[from[k - 1]] - gap);
  });
  return places;
}
