import { keep, tensor, valueAndGrad, type Tensor, type Tensor1D } from "../../../core/tf.ts";
import { sizeOf } from "../../../core/shape.ts";
import { randomProbes, unitVectors, type Trace } from "../../../diffusion/ode/probes.ts";

/** A velocity [n, ...shape] and its divergence [n], of the velocity of x [n, ...shape]. */
export interface WithDivergence {
  readonly velocity: Tensor;
  readonly divergence: Tensor1D;
}

export interface Divergence {
  /** Asks once for the velocity of `count` copies of x, one for each probe, copy after copy. */
  of(velocity: (copies: Tensor) => Tensor, x: Tensor): WithDivergence;
  readonly count: number;
  dispose(): void;
}

export interface ProbeOptions {
  trace: Trace;
  /** Random probes for each example. */
  probes: number;
  seed: number;
  /** The number of the first example, which its probes go by. */
  first: number;
}

/**
 * The trace of a Jacobian from e^T J e, each by one vector-Jacobian product: the sum over unit vectors e, or the mean over
 * random ones, FFJORD (1810.01367), section 3.1. The probes stay the same until they are disposed of.
 */
export function divergenceBy(
  shape: readonly number[],
  { trace, probes, seed, first }: ProbeOptions,
): Divergence {
  const [states, ...one] = shape;
  const dims = sizeOf(one);
  const { directions, count } =
    trace === "exact"
      ? unitVectors(states, dims)
      : randomProbes(trace, states, dims, { count: probes, seed, first });
  const each = [count * states, ...one];
  const held = keep(tensor(directions, each));
  return {
    count,
    of(velocity, x) {
      const copies = x.tile([count, ...one.map(() => 1)]);
      const { value, grad } = valueAndGrad(velocity)(copies, held);
      const products = grad.mul(held).reshape([count, states, dims]).sum([0, 2]);
      return {
        velocity: value.slice(0, states),
        divergence: products.div<Tensor1D>(trace === "exact" ? 1 : count),
      };
    },
    dispose: () => held.dispose(),
  };
}
