/**
 * Two-sided p of Fisher's exact test for two counts out of `n` each: given their sum, how likely counts at least as far apart
 * are where both have the same chance. With equal numbers the distribution is symmetric, so it is twice the lower tail.
 */
export function fisherP(a: number, b: number, n: number): number {
  const sum = a + b;
  const low = Math.min(a, b);
  if (2 * low === sum) return 1;
  // P(X = k) is C(n, k) C(n, sum - k) / C(2n, sum): from the smallest k on by the ratio of neighbours.
  const first = Math.max(0, sum - n);
  let term = Math.exp(logChoose(n, first) + logChoose(n, sum - first) - logChoose(2 * n, sum));
  let tail = term;
  for (let k = first; k < low; k++) {
    term *= ((n - k) * (sum - k)) / ((k + 1) * (n - sum + k + 1));
    tail += term;
  }
  return Math.min(1, 2 * tail);
}

const logFactorials = [0];

function logChoose(n: number, k: number): number {
  for (let i = logFactorials.length; i <= n; i++) logFactorials.push(logFactorials[i - 1] + Math.log(i));
  return logFactorials[n] - logFactorials[k] - logFactorials[n - k];
}
