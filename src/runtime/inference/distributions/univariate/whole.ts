// What distributions of whole numbers share.

/** The least whole number in [low, high] with a cdf of at least p, sought from about where it is. */
export function wholeQuantile(
  cdf: (k: number) => number,
  p: number,
  { near, low, high }: { near: number; low: number; high: number },
): number {
  if (p === 1) return high;
  const within = (k: number) => Math.min(high, Math.max(low, k));
  // Ever larger steps until P(X <= below) < p <= P(X <= above).
  let below = within(Math.floor(near)) - 1;
  let above = below + 1;
  for (let step = 1; below >= low && cdf(below) >= p; step *= 2) {
    above = below;
    below = Math.max(low - 1, below - step);
  }
  for (let step = 1; above < high && cdf(above) < p; step *= 2) {
    below = above;
    above = within(above + step);
  }
  while (above - below > 1) {
    const middle = below + Math.floor((above - below) / 2);
    if (middle >= low && cdf(middle) >= p) above = middle;
    else below = middle;
  }
  return above;
}

/** -sum p ln p over the whole numbers within twelve standard deviations, beyond which nothing is left of it. */
export function wholeEntropy(
  logProb: (k: number) => number,
  { mean, variance, high }: { mean: number; variance: number; high: number },
): number {
  const reach = 12 * Math.sqrt(variance) + 60;
  const last = Math.min(high, Math.ceil(mean + reach));
  let sum = 0;
  for (let k = Math.max(0, Math.floor(mean - reach)); k <= last; k++) {
    const log = logProb(k);
    if (log > -Infinity) sum -= log * Math.exp(log);
  }
  return sum;
}
