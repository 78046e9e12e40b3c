/** How often the draws of each chain have a rank among all, in `bins` equal parts: alike in all where chains agree. */
export function rankCounts(chains: readonly ArrayLike<number>[], bins: number): Float64Array[] {
  const all = chains.flatMap((draws, chain) => Array.from(draws, (value) => ({ value, chain })));
  all.sort((a, b) => a.value - b.value);
  const counts = chains.map(() => new Float64Array(bins));
  for (let from = 0; from < all.length;) {
    let to = from + 1;
    while (to < all.length && all[to].value === all[from].value) to++;
    // Equal draws share their ranks: each is spread over all that they have.
    for (let k = from; k < to; k++)
      for (let rank = from; rank < to; rank++)
        counts[all[k].chain][Math.floor((rank * bins) / all.length)] += 1 / (to - from);
    from = to;
  }
  return counts;
}
