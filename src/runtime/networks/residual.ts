import type { Tensor2D, Tensor4D } from "../core/tf.ts";
import { conv, dense, groupNorm } from "./layers.ts";
import type { WeightMaker } from "./weights.ts";

/** Two convolutions around a skip, told the timestep in between: [B, H, W, inputs] to [B, H, W, outputs]. */
export function residual(
  make: WeightMaker,
  name: string,
  inputs: number,
  outputs: number,
  timeSize: number,
): (x: Tensor4D, when: Tensor2D) => Tensor4D {
  const norm1 = groupNorm(make, `${name}.norm1`, inputs, { activate: true });
  const conv1 = conv(make, `${name}.conv1`, inputs, outputs);
  const time = dense(make, `${name}.time`, timeSize, outputs);
  const norm2 = groupNorm(make, `${name}.norm2`, outputs, { activate: true });
  // Starts as the identity, which lets a deep stack train from the first step.
  const conv2 = conv(make, `${name}.conv2`, outputs, outputs, { scale: 0 });
  const skip = inputs === outputs ? null : conv(make, `${name}.skip`, inputs, outputs, { kernel: 1 });
  return (x, when) => {
    const shifted = conv1(norm1(x)).add<Tensor4D>(time(when).reshape([-1, 1, 1, outputs]));
    return conv2(norm2(shifted)).add(skip ? skip(x) : x);
  };
}
