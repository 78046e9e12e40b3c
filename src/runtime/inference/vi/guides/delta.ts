import { toVar } from "../../vars/index.ts";
import type { Guide } from "./guide.ts";

/**
 * A point: with `elbo` its place becomes the mode of the target's density over unconstrained numbers, log-determinants of
 * constraints included. It has no density, so nothing of it is a bound.
 */
export const delta = (): Guide => ({
  name: "point",
  on: ({ dim }) => ({
    name: "point",
    dim,
    size: dim,
    noise: 0,
    point: true,
    init: (centre) => centre.slice(),
    draw: (params) => ({ z: params.mul(1), logQ: toVar(0) }),
    score: () => new Float64Array(dim),
    logProb() {
      throw new RangeError("A point has no density");
    },
  }),
});
