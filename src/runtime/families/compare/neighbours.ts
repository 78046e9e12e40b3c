import { expectInteger } from "../../core/shape.ts";
import type { Points as Rows } from "../../metrics/features.ts";
import { inBalls } from "../../metrics/neighbours/balls.ts";
import { shareHit } from "../../metrics/neighbours/neighbours.ts";
import { squaredRadii } from "../../metrics/neighbours/radii.ts";
import { inSlices, type Work } from "../../metrics/work.ts";

/** Points row after row. */
export interface Points {
  readonly values: ArrayLike<number>;
  readonly dims: number;
}

/**
 * How well samples lie where data is, and data where samples are, by balls around points that reach to their k-th
 * neighbour. Precision and recall: 1904.06991, equations 1 to 3; density and coverage: 2002.09797, equations 3 and 4.
 */
export interface Neighbours {
  /** Share of the samples within some ball of the data, and of the data within some ball of the samples. */
  readonly precision: number;
  readonly recall: number;
  /** Balls of the data that a sample lies in, over k: 1 on average for samples of the data's own distribution. */
  readonly density: number;
  /** Share of the data with a sample within its ball. */
  readonly coverage: number;
  readonly k: number;
}

/**
 * These measures of samples [M, D] beside data [N, D], in float64, by all M N distances. Throws a RangeError where there are not
 * more than k points of either, where dimensions differ, and for numbers that are not finite.
 */
export async function neighbours(
  samples: Points,
  data: Points,
  { k = 5, signal = null }: { k?: number; signal?: AbortSignal | null } = {},
): Promise<Neighbours> {
  expectInteger("k", k, 1);
  const fake = rowsOf("samples", samples, k);
  const real = rowsOf("data", data, k);
  if (samples.dims !== data.dims)
    throw new RangeError(`Samples have ${samples.dims} numbers and data ${data.dims}: they must be equal`);
  return inSlices(measured(fake, real, k), signal);
}

/** By closed balls throughout, so that all four say the same of a point on the edge. */
function* measured(fake: Rows, real: Rows, k: number): Work<Neighbours> {
  const amongData = yield* inBalls(real, yield* squaredRadii(real, k), fake, true);
  const amongSamples = yield* inBalls(fake, yield* squaredRadii(fake, k), real, true);
  return {
    precision: shareHit(amongData.holders),
    recall: shareHit(amongSamples.holders),
    density: amongData.holders.reduce((sum, balls) => sum + balls, 0) / (k * fake.count),
    coverage: shareHit(amongData.held),
    k,
  };
}

function rowsOf(what: string, { values, dims }: Points, k: number): Rows {
  expectInteger("dims", dims, 1);
  const count = values.length / dims;
  if (!Number.isInteger(count) || count <= k) {
    throw new RangeError(
      `${values.length} numbers of ${what} with ${dims} each: there must be more than k = ${k} points`,
    );
  }
  const all = Float64Array.from(values);
  const wrong = all.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new RangeError(`Entry ${wrong} of the ${what} is ${all[wrong]}, which is nowhere`);
  return { values: all, count, dim: dims };
}
