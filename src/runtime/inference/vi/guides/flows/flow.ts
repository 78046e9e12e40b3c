import { halfLog2Pi } from "../../../distributions/special/saddle.ts";
import { toVar, type Var } from "../../../vars/index.ts";
import { gradientOf } from "../../../vars/gradient.ts";
import { solve } from "../../linear/solve.ts";
import type { Draw, Guide } from "../guide.ts";
import type { Layer } from "./layer.ts";

/**
 * A guide of layers of your own: standard normal numbers go through them, one after the other, and then take a place and a
 * scale each (1505.05770). Its parameters are means, logarithms of deviations, then those of the layers.
 */
export const flow = (name: string, layersOf: (dim: number) => readonly Layer[]): Guide => ({
  name,
  on: ({ dim }) => {
    const layers = layersOf(dim);
    const begins = layers.map((_, k) => layers.slice(0, k).reduce((sum, { size }) => sum + size, 2 * dim));
    const size = layers.reduce((sum, layer) => sum + layer.size, 2 * dim);
    const through = (params: Var, eps: Var): Draw => {
      const logStd = params.slice(dim, dim);
      let x = eps;
      let logDet = logStd.sum();
      layers.forEach((layer, k) => {
        const next = layer.forward(params.slice(begins[k], layer.size), x);
        x = next.value;
        logDet = logDet.add(next.logDet);
      });
      const base = eps.square().sum().mul(-0.5).sub(dim * halfLog2Pi); // prettier-ignore
      return { z: x.mul(logStd.exp()).add(params.slice(0, dim)), logQ: base.sub(logDet) };
    };
    return {
      name,
      dim,
      size,
      noise: dim,
      init: (centre, scale, random) =>
        Float64Array.from([
          ...centre,
          ...new Float64Array(dim).fill(Math.log(scale)),
          ...layers.flatMap((layer) => [...layer.init(random)]),
        ]),
      draw: (params, eps) => through(params, toVar(eps)),
      score(params, eps) {
        // Over eps, ln q(z(eps)) changes as J^T times the score, with J the Jacobian of z.
        const theta = toVar(params);
        const byEps = (f: (drawn: Draw) => Var) => gradientOf((e) => f(through(theta, e)), eps).gradient;
        const jacobian = Array.from({ length: dim }, (_, i) => byEps(({ z }) => z.at(i)));
        const transposed = jacobian.map((_, i) => Float64Array.from(jacobian, (row) => row[i]));
        return solve(transposed, byEps(({ logQ }) => logQ)); // prettier-ignore
      },
      logProb(params, z) {
        let x: Float64Array = z.map((value, i) => (value - params[i]) / Math.exp(params[dim + i]));
        for (let k = layers.length - 1; k >= 0; k--)
          x = layers[k].inverse(params.subarray(begins[k], begins[k] + layers[k].size), x);
        return through(toVar(params), toVar(x)).logQ.value[0];
      },
    };
  },
});
