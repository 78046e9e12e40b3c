import { expectInteger } from "../../../../core/shape.ts";
import { toVar, type Var } from "../../../vars/index.ts";
import { mlp } from "../../var/mlp.ts";
import type { Guide } from "../guide.ts";
import { flow } from "./flow.ts";
import type { Layer } from "./layer.ts";
import { widthOf, type FlowOptions } from "./options.ts";

/**
 * Inverse autoregressive layers, Kingma et al. (1606.04934), equations 10 to 14, of masked perceptrons (1502.03509): each
 * number is scaled and shifted as those before it say, in turns from the first and from the last. Draws are fast; the density
 * of any other place takes a pass for each number.
 */
export function iaf(layers = 3, options: FlowOptions = {}): Guide {
  expectInteger("layers", layers, 1);
  return flow(`inverse autoregressive flow of ${layers} layers`, (dim) =>
    Array.from({ length: layers }, (_, k) => autoregressive(dim, k % 2 === 1, widthOf(dim, options))),
  );
}

/** What is added to the gate before its sigmoid, so that at first x passes. */
const open = 2;

function autoregressive(dim: number, backwards: boolean, width: number): Layer {
  const turn = Array.from({ length: dim }, (_, i) => (backwards ? dim - 1 - i : i));
  // A hidden unit of turn t sees numbers up to it, and is seen by those after it.
  const hidden = Array.from({ length: width }, (_, k) => (dim > 1 ? k % (dim - 1) : 0));
  const net = mlp(
    [dim, width, 2 * dim],
    [
      Float64Array.from(hidden.flatMap((h) => turn.map((t) => Number(dim > 1 && t <= h)))),
      Float64Array.from([...turn, ...turn].flatMap((t) => hidden.map((h) => Number(t > h)))),
    ],
  );
  const parts = (params: Var, x: Var) => {
    const output = net.apply(params, x);
    return { mean: output.slice(0, dim), gate: output.slice(dim, dim).add(open) };
  };
  return {
    size: net.size,
    init: (random) => net.init(random),
    forward(params, x) {
      const { mean, gate } = parts(params, x);
      return { value: x.sub(mean).mul(gate.sigmoid()).add(mean), logDet: gate.logSigmoid().sum() };
    },
    inverse(params, y) {
      const theta = toVar(params);
      const x = new Float64Array(dim);
      for (let t = 0; t < dim; t++) {
        const i = turn.indexOf(t);
        const { mean, gate } = parts(theta, toVar(x));
        x[i] = (y[i] - mean.value[i]) / gate.sigmoid().value[i] + mean.value[i];
      }
      return x;
    },
  };
}
