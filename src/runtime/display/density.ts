/** Points that a density is given at. */
const points = 64;
/** Cells in which draws are counted first: a kernel for each cell instead of each draw. */
const cells = 512;

/** A density over equal steps between two ends. */
export interface Density {
  readonly from: number;
  readonly to: number;
  readonly density: Float64Array;
}

/**
 * Density of draws by Gaussian kernels of Silverman's width, 0.9 min(sd, IQR / 1.34) n^(-1/5), within the range of the draws:
 * what lies beyond a bound that they keep stays 0. Null of draws that are not finite or do not differ.
 */
export function densityOf(draws: ArrayLike<number>): Density | null {
  const sorted = Float64Array.from(draws).sort();
  const n = sorted.length;
  const [from, to] = [sorted[0], sorted[n - 1]];
  if (n < 2 || !Number.isFinite(to - from) || from === to) return null;
  const width = silverman(sorted);
  const cell = (to - from) / cells;
  const counts = new Float64Array(cells);
  for (const draw of sorted) counts[Math.min(cells - 1, Math.floor((draw - from) / cell))]++;
  const density = Float64Array.from({ length: points }, (_, k) => {
    const at = from + ((to - from) * k) / (points - 1);
    let sum = 0;
    for (let i = 0; i < cells; i++) {
      if (counts[i] === 0) continue;
      const z = (at - from - (i + 0.5) * cell) / width;
      if (Math.abs(z) < 8) sum += counts[i] * Math.exp(-0.5 * z * z);
    }
    return sum / (n * width * Math.sqrt(2 * Math.PI));
  });
  return { from, to, density };
}

function silverman(sorted: Float64Array): number {
  const n = sorted.length;
  const mean = sorted.reduce((a, b) => a + b, 0) / n;
  const sd = Math.sqrt(sorted.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1));
  const quartiles = sorted[Math.floor(0.75 * (n - 1))] - sorted[Math.floor(0.25 * (n - 1))];
  const spread = quartiles > 0 ? Math.min(sd, quartiles / 1.34) : sd;
  return 0.9 * spread * n ** -0.2;
}
