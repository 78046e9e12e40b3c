import { dispose, tensor, tidy, valueAndGrad, type Tensor } from "../../core/tf.ts";
import type { Denoiser } from "../denoiser.ts";
import { expectShape } from "../network.ts";
import { placeOf, timeOf } from "./path.ts";
import type { Probes } from "./probes.ts";

/** dy / dangle of states [B, ...], and the estimates of its divergence at each. */
export interface Flow {
  readonly velocity: Float32Array;
  /** Estimate after estimate, state after state. */
  readonly traces: Float64Array;
}

/**
 * The probability flow (Song et al., 2011.13456, equation 13) of a model at an angle of its schedule's path, with its
 * divergence: a probe e makes e^T J e of it by one vector-Jacobian product (their equation 40).
 */
export async function flowAt(
  denoiser: Denoiser,
  angle: number,
  states: Float32Array,
  shape: readonly number[],
  { directions, count, combine }: Probes,
): Promise<Flow> {
  const { schedule } = denoiser;
  const t = timeOf(schedule, angle);
  const { scale } = placeOf(schedule.level(t));
  const dims = states.length / shape[0];
  // Every probe asks about the states once, all in one batch.
  const each = [count * shape[0], ...shape.slice(1)];
  const [value, grad] = tidy(() => {
    const velocity = (y: Tensor): Tensor => {
      const x = y.mul<Tensor>(scale);
      const { x0, eps } = denoiser(x, t);
      expectShape(x0, x);
      expectShape(eps, x);
      return eps.mul<Tensor>(Math.cos(angle)).sub(x0.mul(Math.sin(angle)));
    };
    const y = tensor(states, [...shape]);
    const tiled = y.tile([count, ...shape.slice(1).map(() => 1)]);
    const found = valueAndGrad(velocity)(tiled, tensor(directions, each));
    return [found.value.slice(0, shape[0]), found.grad];
  });
  try {
    const [velocity, products] = await Promise.all([value.data<"float32">(), grad.data<"float32">()]);
    return { velocity, traces: combine(tracesOf(products, directions, dims)) };
  } finally {
    dispose([value, grad]);
  }
}

/** e^T (J^T e) of each probe and state, in float64. */
function tracesOf(products: Float32Array, directions: Float32Array, dims: number): Float64Array {
  const out = new Float64Array(products.length / dims);
  for (let row = 0; row < out.length; row++) {
    let sum = 0;
    for (let i = row * dims; i < (row + 1) * dims; i++) sum += products[i] * directions[i];
    out[row] = sum;
  }
  return out;
}
