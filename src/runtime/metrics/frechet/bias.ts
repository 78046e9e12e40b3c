/**
 * By how much the Fréchet distance of samples exceeds that of what they are drawn from, to first order in 1 / N and for
 * Gaussian features: |m1 - m2|^2 gains tr C / N, and the covariance part, whose second derivative along F is
 * (1/2) sum_ij F_ij^2 / (s_i s_j (s_i + s_j)) in the eigenvectors of C2^(1/2) C1 C2^(1/2) with its eigenvalues s^2, gains
 * (1/2) sum_ij s_i s_j (1 + [i = j]) / ((s_i + s_j)(N - 1)), since E F_ij^2 = s_i^2 s_j^2 (1 + [i = j]) / (N - 1).
 * `trace` is that of C, `spectrum` are the s.
 */
export function firstOrderBias(count: number, trace: number, spectrum: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < spectrum.length; i++) {
    if (spectrum[i] === 0) continue;
    sum += spectrum[i];
    for (let j = 0; j < i; j++) {
      const total = spectrum[i] + spectrum[j];
      sum += (2 * spectrum[i] * spectrum[j]) / total;
    }
  }
  return trace / count + sum / (2 * (count - 1));
}
