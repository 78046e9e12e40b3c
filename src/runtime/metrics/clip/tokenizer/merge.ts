/** What joins two symbols in the keys of ranks: no symbol has it. */
export const pairKey = (left: string, right: string): string => `${left} ${right}`;

/**
 * Byte-pair encoding: of a word's symbols the pair of the least rank becomes one, the first such pair where there are
 * several, until none is left that has a rank.
 */
export function merged(symbols: readonly string[], ranks: ReadonlyMap<string, number>): string[] {
  const parts = [...symbols];
  const rankAt = (i: number): number => ranks.get(pairKey(parts[i], parts[i + 1])) ?? Infinity;
  // Of each pair of neighbours: a merge changes two of them alone.
  const known = Array.from({ length: Math.max(0, parts.length - 1) }, (_, i) => rankAt(i));
  for (;;) {
    let at = -1;
    let least = Infinity;
    for (let i = 0; i < known.length; i++) {
      if (known[i] < least) [least, at] = [known[i], i];
    }
    if (at < 0) return parts;
    parts.splice(at, 2, parts[at] + parts[at + 1]);
    known.splice(at, 1);
    if (at > 0) known[at - 1] = rankAt(at - 1);
    if (at < known.length) known[at] = rankAt(at);
  }
}
