import type { Pairs } from "../trajectory/scatter.ts";

export interface Energy {
  /** 2 E|X − Y| − E|X − X'| − E|Y − Y'|, unbiased: around 0, also below it, for equal distributions. */
  readonly squared: number;
  /** Its standard error, by the jackknife over pairs of samples that began alike; NaN of fewer than 3. */
  readonly error: number;
}

/**
 * The squared energy distance (Székely and Rizzo 2013) of two sets of as many points of the plane. Leaving out the i-th of
 * both at once, the jackknife holds whether or not the two began with the same noise.
 */
export function energy(a: Pairs, b: Pairs): Energy {
  const n = a.length / 2;
  // Of each sample, the sum of its distances to the others of its set, and to the other set.
  const [inA, inB, across] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const own = new Float64Array(n);
  let [sumA, sumB, sumAB] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const [dA, dB] = [distance(a, i, a, j), distance(b, i, b, j)];
      inA[i] += dA;
      inA[j] += dA;
      inB[i] += dB;
      inB[j] += dB;
      sumA += 2 * dA;
      sumB += 2 * dB;
    }
    for (let j = 0; j < n; j++) {
      const d = distance(a, i, b, j);
      across[i] += d;
      across[j] += d;
      sumAB += d;
    }
    own[i] = distance(a, i, b, i);
  }
  const of = (m: number, ab: number, aa: number, bb: number): number =>
    (2 * ab) / (m * m) - (aa + bb) / (m * (m - 1));
  const left = Array.from(own, (d, i) =>
    of(n - 1, sumAB - across[i] + d, sumA - 2 * inA[i], sumB - 2 * inB[i]),
  );
  const mean = left.reduce((sum, value) => sum + value, 0) / n;
  const spread = left.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { squared: of(n, sumAB, sumA, sumB), error: n < 3 ? NaN : Math.sqrt(((n - 1) / n) * spread) };
}

function distance(a: Pairs, i: number, b: Pairs, j: number): number {
  const [x, y] = [a[2 * i] - b[2 * j], a[2 * i + 1] - b[2 * j + 1]];
  return Math.sqrt(x * x + y * y);
}
