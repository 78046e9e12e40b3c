import { tensor, tidy, variable, type Variable } from "../core/tf.ts";
import { sizeOf } from "../core/shape.ts";
import { stream } from "../random/index.ts";

/** Makes a model's weights: each under its name, each from a stream of its own. */
export interface WeightMaker {
  readonly all: Record<string, Variable>;
  /** Normal with variance scale^2 / fanIn, fanIn being the product of all axes but the last. */
  normal(name: string, shape: number[], scale?: number): Variable;
  constant(name: string, shape: number[], value: number): Variable;
}

export function weightMaker(seed: number): WeightMaker {
  const root = stream(seed);
  const all: Record<string, Variable> = {};
  function add(name: string, shape: number[], values: Float32Array): Variable {
    if (Object.hasOwn(all, name)) throw new Error(`Two weights are called ${name}`);
    // tfjs would name it itself and refuse the same name in a second model.
    return (all[name] = tidy(() => variable(tensor(values, shape))));
  }
  return {
    all,
    normal(name, shape, scale = 1) {
      const std = scale / Math.sqrt(sizeOf(shape.slice(0, -1)));
      const drawn = root.split(Object.keys(all).length).normal(sizeOf(shape));
      return add(
        name,
        shape,
        drawn.map((z) => z * std),
      );
    },
    constant: (name, shape, value) => add(name, shape, new Float32Array(sizeOf(shape)).fill(value)),
  };
}
