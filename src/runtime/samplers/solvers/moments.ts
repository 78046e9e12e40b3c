/** The integrals of e^(-u) u^k over u from 0 to h, for k = 0 .. count - 1; h may be Infinity. */
export function moments(h: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => (h > 1 ? byParts(h, k) : bySeries(h, k)));
}

/** For h of at least 1, where differences do not cancel badly. */
function byParts(h: number, k: number): number {
  if (k === 0) return -Math.expm1(-h);
  return k * byParts(h, k - 1) - (h < 700 ? h ** k * Math.exp(-h) : 0);
}

/** The series of the incomplete gamma function: h^(k+1) e^(-h) times the sum of h^n / ((k+1) ... (k+1+n)). */
function bySeries(h: number, k: number): number {
  let term = 1 / (k + 1);
  let sum = term;
  for (let n = 1; term > sum * 1e-17; n++) sum += term *= h / (k + 1 + n);
  return h ** (k + 1) * Math.exp(-h) * sum;
}
