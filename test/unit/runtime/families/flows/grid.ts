import { tensor, tidy, type Tensor, type Tensor1D } from "../../../../../src/runtime/core/tf.ts";

/** A square of points from -reach to reach, their densities, and the area of each. */
export interface Grid {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly density: Float64Array;
  readonly area: number;
}

export async function gridOf(logProb: (x: Tensor) => Tensor1D, reach: number, count: number): Promise<Grid> {
  const step = (2 * reach) / (count - 1);
  const at = (i: number) => -reach + i * step;
  const x = Float64Array.from({ length: count * count }, (_, i) => at(Math.floor(i / count)));
  const y = Float64Array.from({ length: count * count }, (_, i) => at(i % count));
  const points = Float32Array.from({ length: 2 * count * count }, (_, i) => (i % 2 ? y : x)[i >> 1]);
  const found = tidy(() => logProb(tensor(points, [count * count, 2])));
  const density = Float64Array.from(await found.data(), Math.exp);
  found.dispose();
  return { x, y, density, area: step * step };
}

/** The integral of a function times the density. */
export const expected = ({ x, y, density, area }: Grid, f: (x: number, y: number) => number): number =>
  density.reduce((sum, p, i) => sum + p * f(x[i], y[i]), 0) * area;
