/** What joins two symbols in the keys of ranks: no symbol has it. */
export const pairKey = (left: string, right: string): string => `${left} ${right}`;

/**
 * Byte-pair encoding: of a word's symbols the pair of the least rank becomes one, the first such pair where there are
 * several, until none is left that has a rank.
 */
export function merged(symbols: readonly string[], ranks: ReadonlyMap<string, number>): string[] {
  const parts = [...symbols];
  for (;;) {
    let least = Infinity;
    let at = -1;
    for (let i = 0; i + 1 < parts.length; i++) {
      const rank = ranks.get(pairKey(parts[i], parts[i + 1])) ?? Infinity;
      if (rank < least) [least, at] = [rank, i];
    }
    if (at < 0) return parts;
    parts.splice(at, 2, parts[at] + parts[at + 1]);
  }
}
