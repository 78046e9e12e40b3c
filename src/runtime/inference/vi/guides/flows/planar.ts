import { expectInteger } from "../../../../core/shape.ts";
import { softplus } from "../../../distributions/special/sigmoid.ts";
import type { Guide } from "../guide.ts";
import { flow } from "./flow.ts";
import type { Layer } from "./layer.ts";

/**
 * Planar layers, Rezende and Mohamed (1505.05770), equation 10: x + u tanh(w x + b), with u bent as in their appendix so that
 * each can be inverted. Each bends space along one plane: many are needed in many dimensions.
 */
export function planar(layers = 8): Guide {
  expectInteger("layers", layers, 1);
  return flow(`flow of ${layers} planar layers`, (dim) => Array.from({ length: layers }, () => plane(dim)));
}

/** u [dim], w [dim] and b. */
const plane = (dim: number): Layer => ({
  size: 2 * dim + 1,
  init: (random) => random.normal64(2 * dim + 1).map((z, i) => (i < dim ? 0.01 : 1) * (z / Math.sqrt(dim))),
  forward(params, x) {
    const [u, w, b] = [params.slice(0, dim), params.slice(dim, dim), params.at(2 * dim)];
    const along = w.dot(u);
    // What u does along w is kept above -1.
    const bent = along.softplus().sub(1);
    const direction = u.add(w.mul(bent.sub(along).div(w.square().sum())));
    const turned = w.dot(x).add(b).tanh();
    return {
      value: x.add(direction.mul(turned)),
      logDet: bent.mul(turned.square().neg().add(1)).log1p(),
    };
  },
  inverse(params, y) {
    const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, ai, i) => sum + ai * b[i], 0);
    const [u, w, b] = [params.slice(0, dim), params.slice(dim, 2 * dim), params[2 * dim]];
    const along = dot(w, u);
    const bent = softplus(along) - 1;
    const turned = Math.tanh(before(dot(w, y), bent, b) + b);
    const more = (bent - along) / dot(w, w);
    return y.map((yi, i) => yi - (u[i] + w[i] * more) * turned);
  },
});

/** The a of a + bent tanh(a + b) = sum, which rises in a: by halving, as it lies within |bent| of the sum. */
function before(sum: number, bent: number, b: number): number {
  let [low, high] = [sum - Math.abs(bent), sum + Math.abs(bent)];
  for (let i = 0; i < 200 && low < high; i++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (middle + bent * Math.tanh(middle + b) < sum) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
