/** ln of the sum of exponentials; -Infinity of none. */
export function logSumExp(x: ArrayLike<number>): number {
  let most = -Infinity;
  for (let i = 0; i < x.length; i++) most = Math.max(most, x[i]);
  if (!Number.isFinite(most)) return most;
  let total = 0;
  for (let i = 0; i < x.length; i++) total += Math.exp(x[i] - most);
  return most + Math.log(total);
}

/** ln of the mean of e^x. */
export const logMeanExp = (x: ArrayLike<number>): number => logSumExp(x) - Math.log(x.length);

/** e^x over their sum: zeros where there is none. */
export function softmax(x: Float64Array): Float64Array {
  const total = logSumExp(x);
  return total === -Infinity ? new Float64Array(x.length) : x.map((xi) => Math.exp(xi - total));
}
