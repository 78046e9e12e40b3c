/** How often the draws of each chain have a rank among all, in `bins` equal parts: alike in all where chains agree. */
export function rankCounts(chains: readonly ArrayLike<number>[], bins: number): Float64Array[] {
  const all = chains.flatMap((draws, chain) => Array.from(draws, (value) => ({ value, chain })));
  all.sort((a, b) => a.value - b.value);
  const counts = chains.map(() => new Float64Array(bins));
  for (let from = 0; from < all.length;) {
    const equal = new Float64Array(chains.length);
    let to = from;
    for (; to < all.length && all[to].value === all[from].value; to++) equal[all[to].chain]++;
    // Equal draws share their ranks, however many they are: each chain has its part of every one of them.
    for (let rank = from; rank < to; rank++) {
      const bin = Math.floor((rank * bins) / all.length);
      equal.forEach((many, chain) => (counts[chain][bin] += many / (to - from)));
    }
    // What is no number equals nothing: it stands alone.
    if (to === from) counts[all[to].chain][Math.floor((to++ * bins) / all.length)]++;
    from = to;
  }
  return counts;
}
