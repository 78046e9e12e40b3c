/** ln of the sum of exponentials; -Infinity of none. */
export function logSumExp(x: ArrayLike<number>): number {
  let most = -Infinity;
  for (let i = 0; i < x.length; i++) most = Math.max(most, x[i]);
  if (!Number.isFinite(most)) return most;
  let total = 0;
  for (let i = 0; i < x.length; i++) total += Math.exp(x[i] - most);
  return most + Math.log(total);
}
