// Learns the merges of a byte-pair vocabulary.

/** GPT-2's printable character for each byte. */
export const byteSymbols = (() => {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    return String.fromCharCode(printable ? byte : next++);
  });
})();

/** Merges until every word is one token: the most frequent pair each time, the first in order where there are several.
 * @param {readonly string[]} words
 * @returns {[string, string][]} */
export function mergesOf(words) {
  let parts = words.filter(Boolean).map((word) => {
    const symbols = Array.from(new TextEncoder().encode(word), (byte) => byteSymbols[byte]);
    return [...symbols.slice(0, -1), `${symbols.at(-1)}</w>`];
  });
  /** @type {[string, string][]} */
  const merges = [];
  for (;;) {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const word of parts)
      for (let i = 0; i + 1 < word.length; i++) {
        const pair = `${word[i]} ${word[i + 1]}`;
        counts.set(pair, (counts.get(pair) ?? 0) + 1);
      }
    if (counts.size === 0) return merges;
    const [best] = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0];
    const [left, right] = best.split(" ");
    merges.push([left, right]);
    parts = parts.map((word) => joined(word, left, right));
  }
}

/** @param {string[]} word
 * @param {string} left
 * @param {string} right */
function joined(word, left, right) {
  const next = [];
  for (let i = 0; i < word.length; i++) {
    if (word[i] === left && word[i + 1] === right) next.push(left + word[++i]);
    else next.push(word[i]);
  }
  return next;
}
