import { customGrad, zerosLike, type Tensor } from "../../core/tf.ts";

/** The same values, through which no gradient flows. */
export const detach: (x: Tensor) => Tensor = customGrad((x) => ({
  value: (x as Tensor).clone(),
  gradFunc: (dy) => zerosLike(dy),
}));
