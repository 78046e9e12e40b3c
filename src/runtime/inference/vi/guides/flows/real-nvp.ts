import { expectInteger } from "../../../../core/shape.ts";
import { concat, toVar, type Var } from "../../../vars/index.ts";
import { mlp } from "../../var/mlp.ts";
import type { Guide } from "../guide.ts";
import { flow } from "./flow.ts";
import type { Layer } from "./layer.ts";
import { widthOf, type FlowOptions } from "./options.ts";

/**
 * Affine coupling layers, Dinh et al. (1605.08803), equations 7 and 8: every other number scales and shifts the rest, and
 * the next layer the other way round. Scales lie within e^-2 and e^2. Throws a RangeError for a target over one number.
 */
export function realNvp(layers = 4, options: FlowOptions = {}): Guide {
  expectInteger("layers", layers, 1);
  const name = `RealNVP flow of ${layers} layers`;
  return flow(name, (dim) => {
    if (dim < 2) throw new RangeError(`A ${name} needs at least 2 numbers that shift each other, not ${dim}`);
    return Array.from({ length: layers }, (_, k) => coupling(dim, k % 2, widthOf(dim, options)));
  });
}

function coupling(dim: number, odd: number, width: number): Layer {
  const all = Array.from({ length: dim }, (_, i) => i);
  const held = all.filter((i) => i % 2 === odd);
  const moved = all.filter((i) => i % 2 !== odd);
  const together = [...held, ...moved];
  const places = all.map((i) => together.indexOf(i));
  const net = mlp([held.length, width, 2 * moved.length]);
  const scaleAndShift = (params: Var, x: Var) => {
    const output = net.apply(params, x);
    return {
      logScale: output.slice(0, moved.length).mul(0.5).tanh().mul(2),
      shift: output.slice(moved.length, moved.length),
    };
  };
  return {
    size: net.size,
    init: (random) => net.init(random),
    forward(params, x) {
      const keeps = x.gather(held);
      const { logScale, shift } = scaleAndShift(params, keeps);
      const value = x.gather(moved).mul(logScale.exp()).add(shift);
      return { value: concat([keeps, value]).gather(places), logDet: logScale.sum() };
    },
    inverse(params, y) {
      const keeps = Float64Array.from(held, (i) => y[i]);
      const { logScale, shift } = scaleAndShift(toVar(params), toVar(keeps));
      const x = y.slice();
      moved.forEach((at, k) => (x[at] = (y[at] - shift.value[k]) / Math.exp(logScale.value[k])));
      return x;
    },
  };
}
