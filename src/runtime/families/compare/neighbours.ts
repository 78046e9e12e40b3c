import { expectInteger } from "../../core/shape.ts";
import { turn } from "../../core/turn.ts";

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
  const reachOfReal = await reaches(real, k, signal);
  const reachOfFake = await reaches(fake, k, signal);
  const covered = new Uint8Array(real.length);
  const recalled = new Uint8Array(real.length);
  let [inside, balls] = [0, 0];
  for (const [j, sample] of fake.entries()) {
    let own = 0;
    real.forEach((point, i) => {
      const distance = squared(sample, point);
      if (distance <= reachOfReal[i]) {
        own++;
        covered[i] = 1;
      }
      if (distance <= reachOfFake[j]) recalled[i] = 1;
    });
    if (own) inside++;
    balls += own;
    if (j % 64 === 63) await turn(signal);
  }
  const share = (of: Uint8Array): number => of.reduce((sum, one) => sum + one, 0) / of.length;
  return {
    precision: inside / fake.length,
    recall: share(recalled),
    density: balls / (k * fake.length),
    coverage: share(covered),
    k,
  };
}

function rowsOf(what: string, { values, dims }: Points, k: number): Float64Array[] {
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
  return Array.from({ length: count }, (_, i) => all.subarray(i * dims, (i + 1) * dims));
}

/** Squared distance of each point to the k-th nearest other one. */
async function reaches(
  rows: readonly Float64Array[],
  k: number,
  signal: AbortSignal | null,
): Promise<Float64Array> {
  const out = new Float64Array(rows.length);
  for (const [i, row] of rows.entries()) {
    const distances = Float64Array.from(rows, (other) => squared(row, other));
    distances[i] = Infinity;
    out[i] = distances.sort()[k - 1];
    if (i % 64 === 63) await turn(signal);
  }
  return out;
}

function squared(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return sum;
}
