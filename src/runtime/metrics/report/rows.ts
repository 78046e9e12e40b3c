import type { Points } from "../features.ts";

/** Points as the measures take features. */
export const rowsOf = ({ values, count, dim }: Points): Float64Array[] =>
  Array.from({ length: count }, (_, i) => values.subarray(i * dim, (i + 1) * dim));

/** Some rows. */
export function chosenRows({ values, dim }: Points, chosen: ArrayLike<number>): Points {
  const some = new Float64Array(chosen.length * dim);
  for (let at = 0; at < chosen.length; at++) {
    some.set(values.subarray(chosen[at] * dim, (chosen[at] + 1) * dim), at * dim);
  }
  return { values: some, count: chosen.length, dim };
}
