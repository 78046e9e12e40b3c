import { dispose, type Tensor } from "../../../core/tf.ts";
import { integrate, type OdeOptions, type Slope } from "../../../core/ode/index.ts";

/** Where an equation leads, alone: the tensors are the caller's. `told` hears after each step where it is. */
export async function transport(
  slope: Slope,
  start: readonly Tensor[],
  options: OdeOptions,
  told: (t: number) => void = () => undefined,
): Promise<readonly Tensor[]> {
  for await (const { t, state, slope: last } of integrate(slope, start, options)) {
    told(t);
    if (t !== options.to) continue;
    dispose([...last]);
    return state;
  }
  throw new Error(`The equation ended before ${options.to}`);
}
