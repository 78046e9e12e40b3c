/** Correlation of draws with those so many steps before, from 0 to `lags`, averaged over chains. NaN of chains that stand still. */
export function autocorrelations(chains: readonly ArrayLike<number>[], lags: number): Float64Array {
  const sums = new Float64Array(lags + 1);
  for (const chain of chains) {
    const draws = Float64Array.from(chain);
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length;
    const away = draws.map((x) => x - mean);
    const variance = away.reduce((a, b) => a + b * b, 0);
    for (let lag = 0; lag <= lags; lag++) {
      let sum = 0;
      for (let i = lag; i < away.length; i++) sum += away[i] * away[i - lag];
      sums[lag] += sum / variance / chains.length;
    }
  }
  return sums;
}
