import type { Work } from "../work.ts";

/** Steps for one eigenvalue; two or three are usual. */
const mostSteps = 60;

/**
 * Eigenvalues of a symmetric tridiagonal matrix, in rising order, by the implicit QL method with Wilkinson's shift. `beside`
 * are the n - 1 numbers beside the diagonal. Errors are of the size of 2^-52 of the largest eigenvalue.
 */
export function* tridiagonalEigenvalues(diagonal: Float64Array, beside: Float64Array): Work<Float64Array> {
  const n = diagonal.length;
  const d = Float64Array.from(diagonal);
  const e = new Float64Array(n);
  e.set(beside);
  let norm = 0;
  for (let i = 0; i < n; i++) norm = Math.max(norm, Math.abs(d[i]) + Math.abs(e[i]));
  // Not only beside its neighbours: where both are 0, no number would be small enough.
  const negligible = 2 ** -53 * norm;
  for (let low = 0; low < n; low++) {
    for (let steps = 0; ; steps++) {
      let high = low; // the end of the block that begins at low
      while (high < n - 1 && Math.abs(e[high]) > negligible) high++;
      if (high === low) break;
      if (steps === mostSteps) throw new Error("The eigenvalues of a tridiagonal matrix were not found");
      step(d, e, low, high);
      yield 10 * (high - low);
    }
  }
  return d.sort();
}

/** One sweep of rotations over the block, which makes e[low] smaller. */
function step(d: Float64Array, e: Float64Array, low: number, high: number): void {
  const ratio = (d[low + 1] - d[low]) / (2 * e[low]);
  const root = Math.hypot(ratio, 1);
  let g = d[high] - d[low] + e[low] / (ratio + (ratio >= 0 ? root : -root));
  let [sine, cosine, shift] = [1, 1, 0];
  for (let i = high - 1; i >= low; i--) {
    const f = sine * e[i];
    const b = cosine * e[i];
    const radius = Math.sqrt(f * f + g * g);
    e[i + 1] = radius;
    if (radius === 0) {
      // The block falls apart here.
      d[i + 1] -= shift;
      e[high] = 0;
      return;
    }
    sine = f / radius;
    cosine = g / radius;
    g = d[i + 1] - shift;
    const turned = (d[i] - g) * sine + 2 * cosine * b;
    shift = sine * turned;
    d[i + 1] = g + shift;
    g = cosine * turned - b;
  }
  d[low] -= shift;
  e[low] = g;
  e[high] = 0;
}
