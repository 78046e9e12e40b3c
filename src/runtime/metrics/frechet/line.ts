/** A straight line through points, by least squares. */
export interface Line {
  readonly intercept: number;
  readonly slope: number;
  /** Standard error of the intercept by what the points are off the line; NaN of 2. */
  readonly error: number;
}

/** Through at least 2 points at different x. */
export function lineThrough(x: readonly number[], y: readonly number[]): Line {
  const n = x.length;
  const mean = (of: readonly number[]) => of.reduce((a, b) => a + b, 0) / n;
  const [mx, my] = [mean(x), mean(y)];
  const spread = x.reduce((sum, a) => sum + (a - mx) ** 2, 0);
  const slope = x.reduce((sum, a, i) => sum + (a - mx) * (y[i] - my), 0) / spread;
  const intercept = my - slope * mx;
  const off = x.reduce((sum, a, i) => sum + (y[i] - intercept - slope * a) ** 2, 0);
  return { intercept, slope, error: Math.sqrt((off / (n - 2)) * (1 / n + (mx * mx) / spread)) };
}
