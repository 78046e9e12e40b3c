/** A number, or an array of them: a number goes with every entry of the others. */
export type Values = number | ArrayLike<number>;

/** f of numbers, or of the entries of arrays of one length. Throws a RangeError where the lengths differ. */
export function elementwise(
  f: (...at: number[]) => number,
  ...values: readonly Values[]
): number | Float64Array {
  const lengths = values.filter((value) => typeof value !== "number").map(({ length }) => length);
  if (!lengths.length) return f(...(values as number[]));
  if (lengths.some((length) => length !== lengths[0])) {
    throw new RangeError(`Arrays that go together have one length, not ${lengths.join(", ")}`);
  }
  return Float64Array.from({ length: lengths[0] }, (_, i) =>
    f(...values.map((value) => (typeof value === "number" ? value : value[i]))),
  );
}
