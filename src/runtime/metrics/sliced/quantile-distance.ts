/**
 * The integral over u of |F^-1(u) - G^-1(u)|^p, where F and G are the steps that sorted samples make: of as many samples,
 * the mean of |x_i - y_i|^p; of different numbers, of each step the part that meets another.
 */
export function quantileDistance(x: Float64Array, y: Float64Array, p: number): number {
  const [n, m] = [x.length, y.length];
  let [i, j, sum] = [0, 0, 0];
  // In units of 1 / (n m), in which every step ends at a whole number.
  for (let at = 0; i < n && j < m;) {
    const [endX, endY] = [(i + 1) * m, (j + 1) * n];
    const end = Math.min(endX, endY);
    const apart = Math.abs(x[i] - y[j]);
    sum += (end - at) * (p === 2 ? apart * apart : apart ** p);
    at = end;
    if (endX === end) i++;
    if (endY === end) j++;
  }
  return sum / (n * m);
}
