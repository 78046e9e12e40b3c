import { expectInteger } from "../../core/shape.ts";
import { expectSameDim, pointsOf, type Features, type Points } from "../features.ts";

export interface NeighbourOptions {
  /** Which neighbour, itself not counted, the ball around a sample reaches to. */
  k?: number;
  /** Ends the work early; in a notebook an interrupt does. */
  signal?: AbortSignal;
}

/** Two sets with more than k samples each. */
export async function twoSets(
  who: string,
  samples: Features,
  reference: Features,
  k: number,
): Promise<[Points, Points]> {
  expectInteger(`k of ${who}`, k, 1);
  const both: [Points, Points] = [await pointsOf(who, samples, k + 1), await pointsOf(who, reference, k + 1)];
  expectSameDim(who, ...both);
  return both;
}

/** The share of numbers above 0. */
export const shareHit = (counts: Int32Array): number =>
  counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0) / counts.length;
