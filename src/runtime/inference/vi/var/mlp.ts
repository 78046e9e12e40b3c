import type { Stream } from "../../../random/index.ts";
import type { Var } from "../../vars/index.ts";
import { dense } from "./dense.ts";

/** A perceptron whose weights are variables: of each layer a matrix [out, in], row after row, and a bias [out]. */
export interface Mlp {
  /** How many weights there are. */
  readonly size: number;
  /** Weights that give next to nothing, so that what is added to it stands at first. */
  init(random: Stream): Float64Array;
  /** Of x [n, in], row after row: [n, out]. */
  apply(weights: Var, x: Var): Var;
}

/** What the last layer's weights are of the others' at first. */
const quiet = 0.1;

/**
 * A perceptron of layers of these sizes, with tanh between them. `masks` [out, in], of each layer, are 0 where there is no
 * connection.
 */
export function mlp(sizes: readonly number[], masks?: readonly Float64Array[]): Mlp {
  const layers = sizes.slice(1).map((rows, k) => ({ rows, columns: sizes[k], mask: masks?.[k] }));
  return {
    size: layers.reduce((sum, { rows, columns }) => sum + rows * (columns + 1), 0),
    init: (random) =>
      Float64Array.from(
        layers.flatMap(({ rows, columns }, k) => {
          const scale = (k === layers.length - 1 ? quiet : 1) / Math.sqrt(columns);
          return [...random.normal64(rows * columns).map((z) => z * scale), ...new Float64Array(rows)];
        }),
      ),
    apply(weights, x) {
      let at = 0;
      return layers.reduce((input, { rows, columns, mask }, k) => {
        const matrix = weights.slice(at, rows * columns);
        const bias = weights.slice(at + rows * columns, rows);
        at += rows * (columns + 1);
        const output = dense(mask ? matrix.mul(mask) : matrix, bias, input);
        return k < layers.length - 1 ? output.tanh() : output;
      }, x);
    },
  };
}
