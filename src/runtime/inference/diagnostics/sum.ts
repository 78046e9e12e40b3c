/** The sum in float64, Neumaier's: what adding loses is added at the end. */
export function sum(x: ArrayLike<number>): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < x.length; i++) {
    const next = total + x[i];
    lost += Math.abs(total) >= Math.abs(x[i]) ? total - next + x[i] : x[i] - next + total;
    total = next;
  }
  return total + lost;
}
