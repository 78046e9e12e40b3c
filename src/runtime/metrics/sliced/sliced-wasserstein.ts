import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import { expectInteger } from "../../core/shape.ts";
import { count, decimal } from "../../display/text.ts";
import { stream } from "../../random/index.ts";
import { expectSameDim, pointsOf, type Features, type Points } from "../features.ts";
import { inView } from "../in-view.ts";
import { namedRows } from "../look.ts";
import type { Work } from "../work.ts";
import { quantileDistance } from "./quantile-distance.ts";

export interface SlicedWasserstein {
  /** (mean over directions of W_p^p)^(1/p), in the units of the features. */
  readonly distance: number;
  /** Standard error of that because the directions are finite; NaN of one direction. */
  readonly error: number;
  /** W_p^p along each direction. */
  readonly values: Float64Array;
  [displaySymbol](): MimeBundle;
}

export interface SlicedOptions {
  /** The order, at least 1; 2 unless given. */
  p?: number;
  /** Number of random directions; 256 unless given. Of features of length 1 there is one. */
  directions?: number;
  /** Which directions; 0 unless given. Sets are compared along the same ones. */
  seed?: number;
  /** Ends the work early; in a notebook an interrupt does. */
  signal?: AbortSignal;
}

/**
 * Sliced Wasserstein distance of features [N, D] (Bonneel et al. 2015, equation 9): along a direction the optimal transport
 * pairs the quantiles, also of sets of different sizes. It is not the Wasserstein distance: in D dimensions it is smaller,
 * by sqrt(D) where only means differ and p = 2. Sets of one distribution have one above 0, which falls with N. Time goes with
 * directions * (N1 + N2) * D. Throws a RangeError for options out of range, no sample, other shapes and numbers that are
 * not finite.
 */
export async function slicedWasserstein(
  a: Features,
  b: Features,
  { p = 2, directions = 256, seed = 0, signal }: SlicedOptions = {},
): Promise<SlicedWasserstein> {
  if (!(p >= 1 && p < Infinity)) throw new RangeError(`p of slicedWasserstein is at least 1, not ${p}`);
  expectInteger("directions of slicedWasserstein", directions, 1);
  const [x, y] = [await pointsOf("slicedWasserstein", a, 1), await pointsOf("slicedWasserstein", b, 1)];
  expectSameDim("slicedWasserstein", x, y);
  const some = x.dim === 1 ? 1 : directions;
  const effort = some * (x.count + y.count) * (x.dim + 20);
  const values = await inView("sliced Wasserstein", effort, along(x, y, some, p, seed), signal);
  const mean = values.reduce((sum, value) => sum + value, 0) / some;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (some - 1);
  const distance = mean ** (1 / p);
  // The derivative of the root carries the error of the mean over.
  const error = mean === 0 ? 0 : (Math.sqrt(variance / some) * distance) / (p * mean);
  return {
    distance,
    error: x.dim === 1 ? 0 : error,
    values,
    [displaySymbol]: () =>
      namedRows(`Sliced Wasserstein, p = ${p}`, [
        ["distance", decimal(distance) + (error > 0 ? ` ± ${decimal(error)}` : "")],
        ["directions", count(some)],
      ]),
  };
}

function* along(x: Points, y: Points, directions: number, p: number, seed: number): Work<Float64Array> {
  const values = new Float64Array(directions);
  for (const [i, direction] of directionsOf(x.dim, directions, seed).entries()) {
    const [along0, along1] = [projected(x, direction), projected(y, direction)];
    values[i] = quantileDistance(along0.sort(), along1.sort(), p);
    yield (x.count + y.count) * (x.dim + 20);
  }
  return values;
}

/** Random unit vectors, the same for a seed; of one dimension there is one. */
export function directionsOf(dim: number, directions: number, seed: number): Float64Array[] {
  if (dim === 1) return [Float64Array.of(1)];
  const random = stream(seed);
  return Array.from({ length: directions }, (_, i) => unit(random.split(i).normal64(dim)));
}

function unit(z: Float64Array): Float64Array {
  const length = Math.hypot(...z);
  return z.map((value) => value / length);
}

/** Where points lie along a direction. */
export function projected({ values, count: rows, dim }: Points, direction: Float64Array): Float64Array {
  const out = new Float64Array(rows);
  for (let i = 0, at = 0; i < rows; i++) {
    let sum = 0;
    for (let k = 0; k < dim; k++) sum += values[at++] * direction[k];
    out[i] = sum;
  }
  return out;
}
