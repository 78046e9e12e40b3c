/** How two vectors meet: entry by entry, or one of length 1 against each entry of the other, by a step of 0. */
export interface Pair {
  readonly length: number;
  readonly stepA: 0 | 1;
  readonly stepB: 0 | 1;
}

/** Throws a RangeError for two lengths that are neither equal nor 1. */
export function pairOf(name: string, a: number, b: number): Pair {
  if (a !== b && a !== 1 && b !== 1)
    throw new RangeError(`${name} is of vectors of one length, not of ${a} and ${b}`);
  return { length: a === 1 ? b : a, stepA: a === 1 ? 0 : 1, stepB: b === 1 ? 0 : 1 };
}

// Plain loops, one for each operation: a function that is called for each entry takes several times as long.

/** a + sign b. */
export function sums(a: Float64Array, b: ArrayLike<number>, sign: 1 | -1, pair: Pair): Float64Array {
  const { length, stepA, stepB } = pair;
  const out = new Float64Array(length);
  for (let i = 0; i < length; i++) out[i] = a[i * stepA] + sign * b[i * stepB];
  return out;
}

/** a b. */
export function products(a: Float64Array, b: ArrayLike<number>, pair: Pair): Float64Array {
  const { length, stepA, stepB } = pair;
  const out = new Float64Array(length);
  for (let i = 0; i < length; i++) out[i] = a[i * stepA] * b[i * stepB];
  return out;
}

/** a / b. */
export function quotients(a: Float64Array, b: ArrayLike<number>, pair: Pair): Float64Array {
  const { length, stepA, stepB } = pair;
  const out = new Float64Array(length);
  for (let i = 0; i < length; i++) out[i] = a[i * stepA] / b[i * stepB];
  return out;
}

/** Adds sign times what comes to a gradient, all of it to one entry where the step is 0. */
export function addTo(grad: Float64Array, step: 0 | 1, coming: Float64Array, sign: 1 | -1): void {
  if (step === 1) for (let i = 0; i < coming.length; i++) grad[i] += sign * coming[i];
  else for (let i = 0; i < coming.length; i++) grad[0] += sign * coming[i];
}

/** Adds what comes times the other factor. */
export function addProducts(
  grad: Float64Array,
  step: 0 | 1,
  coming: Float64Array,
  other: ArrayLike<number>,
  stepOther: 0 | 1,
): void {
  for (let i = 0; i < coming.length; i++) grad[i * step] += coming[i] * other[i * stepOther];
}

/** Adds what comes over the divisor. */
export function addQuotients(
  grad: Float64Array,
  step: 0 | 1,
  coming: Float64Array,
  by: ArrayLike<number>,
  stepBy: 0 | 1,
): void {
  for (let i = 0; i < coming.length; i++) grad[i * step] += coming[i] / by[i * stepBy];
}
