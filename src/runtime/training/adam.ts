import { dispose, keep, tidy, zeros, type Rank, type Tensor1D, type Variable } from "../core/tf.ts";
import { flatten, unflatten } from "./flat.ts";

/** Decays of both moments. */
export interface Betas {
  readonly first: number;
  readonly second: number;
}

/** Those, and what keeps the division from zero, are tfjs's and TensorFlow's. */
const usual: Betas = { first: 0.9, second: 0.999 };
const epsilon = 1e-7;

export interface Adam {
  /**
   * One step down: `slopes` are the gradients by all weights in a row (`flatten`), in their order. Returns the new weights
   * in a row, which are the caller's.
   */
  step(slopes: Tensor1D, learningRate: number): Tensor1D;
  dispose(): void;
}

/**
 * Adam, 1412.6980, Algorithm 1: m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g^2, and a step of
 * -rate m / (1 - b1^n) / (sqrt(v / (1 - b2^n)) + epsilon), on all weights as one row.
 */
export function adam(weights: readonly Variable[], betas: Betas = usual): Adam {
  const shapes = weights.map(({ shape }) => shape);
  const size = weights.reduce((sum, weight) => sum + weight.size, 0);
  const none = (): Tensor1D => keep(zeros<Rank.R1>([size]));
  let moments = { first: none(), second: none() };
  let steps = 0;
  return {
    step: (slopes, learningRate) =>
      tidy(() => {
        steps++;
        const first = moments.first.mul(betas.first).add<Tensor1D>(slopes.mul(1 - betas.first));
        const second = moments.second.mul(betas.second).add<Tensor1D>(slopes.square().mul(1 - betas.second));
        // The rate takes in the first moment's correction: a number instead of a pass over all weights.
        const rate = learningRate / (1 - betas.first ** steps);
        const deviation = second.div(1 - betas.second ** steps).sqrt().add(epsilon); // prettier-ignore
        const next = flatten(weights).sub<Tensor1D>(first.mul(rate).div(deviation));
        dispose(Object.values(moments));
        moments = { first: keep<Tensor1D>(first), second: keep<Tensor1D>(second) };
        unflatten(next, shapes).forEach((value, i) => weights[i].assign(value));
        return next;
      }),
    dispose: () => dispose(Object.values(moments)),
  };
}
