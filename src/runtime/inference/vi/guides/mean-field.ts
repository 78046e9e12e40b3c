import type { Guide } from "./guide.ts";
import { independentNormals } from "./independent-normals.ts";

/** Means, then logarithms of standard deviations: a normal distribution for each number of a position, all independent. */
export const meanField = (): Guide => ({
  name: "mean-field normal",
  on: ({ dim }) => ({
    name: "mean-field normal",
    dim,
    size: 2 * dim,
    init(centre, scale) {
      const params = new Float64Array(2 * dim).fill(Math.log(scale));
      params.set(centre);
      return params;
    },
    ...independentNormals(
      dim,
      (params) => ({ mean: params.slice(0, dim), logStd: params.slice(dim, dim) }),
      (params) => ({ mean: params.subarray(0, dim), logStd: params.subarray(dim) }),
    ),
  }),
});
