/** The one of `count` that a key means, going round; null where it unpicks, undefined where the key is none of ours. */
export function nextPick(now: number | null, key: string, count: number): number | null | undefined {
  if (key === "Escape") return now === null ? undefined : null;
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
  if (by === undefined || count === 0) return undefined;
  return now === null ? 0 : (now + by + count) % count;
}
