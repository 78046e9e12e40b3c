import { tensor, tidy, type Variable } from "../../../../../src/runtime/core/tf.ts";
import { sizeOf } from "../../../../../src/runtime/core/shape.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";

/** Gives every weight random values, so that nothing is the identity it starts as. Returns what it was given. */
export function randomized<L extends { readonly weights: Readonly<Record<string, Variable>> }>(
  layer: L,
  seed = 1,
  scale = 0.5,
): L {
  const random = stream(seed);
  tidy(() => {
    for (const [name, weight] of Object.entries(layer.weights)) {
      const fanIn = weight.rank > 1 ? sizeOf(weight.shape.slice(0, -1)) : 1;
      const values = random
        .normal(weight.size)
        .map((z) => (z * scale) / Math.sqrt(name.includes("w") ? fanIn : 1));
      weight.assign(tensor(values, weight.shape));
    }
  });
  return layer;
}
