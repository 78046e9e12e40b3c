import type { Tensor } from "../core/tf.ts";
import { shapeText } from "../core/shape.ts";

/** Feature vectors of N samples: a tensor [N, D], or N rows of D numbers. */
export type Features = Tensor | readonly ArrayLike<number>[];

/** Feature vectors in float64, row after row. */
export interface Points {
  readonly values: Float64Array;
  readonly count: number;
  readonly dim: number;
}

/**
 * Feature vectors as float64. Throws a RangeError where they are no [N, D] with N of at least `least`, or hold a number
 * that is not finite.
 */
export async function pointsOf(who: string, features: Features, least: number): Promise<Points> {
  const points = isTensor(features) ? await ofTensor(who, features) : ofRows(who, features);
  const { count, dim, values } = points;
  if (count < least) {
    throw new RangeError(
      `${who} needs at least ${least} ${least === 1 ? "sample" : "samples"}, not ${count}`,
    );
  }
  const bad = values.findIndex((x) => !Number.isFinite(x));
  if (bad >= 0) {
    throw new RangeError(
      `The features of ${who} hold ${values[bad]} in row ${Math.floor(bad / dim)}, column ${bad % dim}`,
    );
  }
  return points;
}

/** Throws a RangeError unless both sets have features of the same length. */
export function expectSameDim(who: string, a: { dim: number }, b: { dim: number }): void {
  if (a.dim !== b.dim) {
    throw new RangeError(`${who} compares features of one length, not of ${a.dim} and ${b.dim}`);
  }
}

// Array.isArray does not narrow a readonly array.
const isTensor = (features: Features): features is Tensor => !Array.isArray(features);

async function ofTensor(who: string, features: Tensor): Promise<Points> {
  const { shape, dtype } = features;
  if (shape.length !== 2 || shape[1] === 0) {
    throw new RangeError(`${who} takes features [N, D], not a tensor of shape ${shapeText(shape)}`);
  }
  if (dtype === "string" || dtype === "complex64") {
    throw new RangeError(`${who} takes features that are real numbers, not ${dtype}`);
  }
  return { values: Float64Array.from(await features.data()), count: shape[0], dim: shape[1] };
}

function ofRows(who: string, rows: readonly ArrayLike<number>[]): Points {
  const dim = rows.length ? rows[0].length : 0;
  if (dim === 0 && rows.length) throw new RangeError(`The features of ${who} are rows without a number`);
  const values = new Float64Array(rows.length * dim);
  rows.forEach((row, i) => {
    if (row.length !== dim) {
      throw new RangeError(`Row ${i} of the features of ${who} has ${row.length} numbers, row 0 has ${dim}`);
    }
    values.set(row, i * dim);
  });
  return { values, count: rows.length, dim };
}

/** The rows of one set after those of the other. */
export function joinedPoints(parts: readonly Points[], dim: number): Points {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const values = new Float64Array(count * dim);
  let at = 0;
  for (const part of parts) {
    values.set(part.values, at);
    at += part.values.length;
  }
  return { values, count, dim };
}
