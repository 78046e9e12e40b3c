import { discoveryThreshold } from "./false-discovery.ts";
import type { Pairs } from "../trajectory/scatter.ts";
import { fisherP } from "./fisher.ts";

/** Cells along each side of the window. */
export const cells = 40;
/** Points are counted within this many cells of a cell's middle. */
export const reach = 2.5;
/** At most this part of the coloured cells is coloured by chance. */
export const falseDiscoveries = 0.05;

export interface DensityDifference {
  /** By cell, row by row from the top: share of `a` less share of `b` near it; 0 where sampling noise explains it. */
  readonly values: Float64Array;
  /** Cells where more of `a`, and where more of `b` is. */
  readonly more: readonly [a: number, b: number];
  readonly most: number;
}

/**
 * The difference of the densities of two sets of as many points, over the window from -radius to radius. Each cell compares
 * the numbers of points in a disc around it by Fisher's exact test; what is not found at a false discovery rate of 5 % over
 * all cells is 0. Sets that began with the same noise are closer than independent ones, so that for them the test is strict.
 */
export function densityDifference(a: Pairs, b: Pairs, radius: number): DensityDifference {
  const n = a.length / 2;
  const [inA, inB] = [countsNear(a, radius), countsNear(b, radius)];
  const known = new Map<number, number>();
  const pOf = (cell: number): number => {
    const [low, sum] = [Math.min(inA[cell], inB[cell]), inA[cell] + inB[cell]];
    const key = sum * (n + 1) + low;
    const p = known.get(key) ?? fisherP(low, sum - low, n);
    known.set(key, p);
    return p;
  };
  // Cells of so few points that no difference could be found are not asked: they would only cost the others.
  const tested = Array.from(inA.keys()).filter((cell) => inA[cell] + inB[cell] >= fewest);
  const ps = tested.map(pOf);
  const threshold = discoveryThreshold(ps, falseDiscoveries);
  const values = new Float64Array(cells * cells);
  let [moreA, moreB, most] = [0, 0, 0];
  tested.forEach((cell, i) => {
    if (ps[i] > threshold) return;
    const value = (inA[cell] - inB[cell]) / n;
    values[cell] = value;
    if (value > 0) moreA++;
    else moreB++;
    most = Math.max(most, Math.abs(value));
  });
  return { values, more: [moreA, moreB], most };
}

/** All of 6 points in one set of two has p = 2 / 2^6, the first below 5 %. */
const fewest = 6;

/** How many points lie within `reach` cells of the middle of each cell. */
export function countsNear(points: Pairs, radius: number): Uint32Array {
  const counts = new Uint32Array(cells * cells);
  const scale = cells / 2 / radius;
  for (let i = 0; i + 1 < points.length; i += 2) {
    // In cells, of which the first has its middle at 0.
    const x = cells / 2 + points[i] * scale - 0.5;
    const y = cells / 2 - points[i + 1] * scale - 0.5;
    const [top, bottom] = [Math.max(0, Math.ceil(y - reach)), Math.min(cells - 1, Math.floor(y + reach))];
    const [left, right] = [Math.max(0, Math.ceil(x - reach)), Math.min(cells - 1, Math.floor(x + reach))];
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        if ((column - x) ** 2 + (row - y) ** 2 < reach * reach) counts[row * cells + column]++;
      }
    }
  }
  return counts;
}
