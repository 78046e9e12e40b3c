/**
 * The largest p that counts as a finding where of all findings at most the part `rate` is to be false (Benjamini and Hochberg
 * 1995); below 0 where none does.
 */
export function discoveryThreshold(ps: readonly number[], rate: number): number {
  const ascending = [...ps].sort((a, b) => a - b);
  const last = ascending.findLastIndex((p, i) => p <= (rate * (i + 1)) / ascending.length);
  return ascending.at(last) !== undefined && last >= 0 ? ascending[last] : -1;
}
