/** Pearson's correlation of draws, of those steps where both are numbers. NaN where one stands still. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [x, y]: [number[], number[]] = [[], []];
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (!Number.isFinite(a[i]) || !Number.isFinite(b[i])) continue;
    x.push(a[i]);
    y.push(b[i]);
  }
  const mean = (of: number[]): number => of.reduce((sum, v) => sum + v, 0) / of.length;
  const [mx, my] = [mean(x), mean(y)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [i, v] of x.entries()) {
    xx += (v - mx) ** 2;
    yy += (y[i] - my) ** 2;
    xy += (v - mx) * (y[i] - my);
  }
  return xy / Math.sqrt(xx * yy);
}

/** The one whose draws tell most of these, up or down; null where there is none that tells anything. */
export function closest(to: ArrayLike<number>, others: readonly (ArrayLike<number> | null)[]): number | null {
  let [best, most] = [null as number | null, -1];
  for (const [i, other] of others.entries()) {
    const strength = other ? Math.abs(correlation(to, other)) : NaN;
    if (strength > most) [best, most] = [i, strength];
  }
  return best;
}
