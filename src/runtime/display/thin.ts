/** At most `count` of the items (at least two of them, where there are two), evenly spread, the first and last kept. */
export function thin<T>(items: readonly T[], count: number): T[] {
  const kept = Math.max(2, Math.floor(count));
  if (items.length <= kept) return [...items];
  return Array.from({ length: kept }, (_, i) => items[Math.round((i * (items.length - 1)) / (kept - 1))]);
}
