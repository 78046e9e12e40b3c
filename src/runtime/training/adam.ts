import {
  dispose,
  keep,
  scalar,
  tidy,
  zeros,
  type Rank,
  type Scalar,
  type Tensor1D,
  type Variable,
} from "../core/tf.ts";
import { assignRow } from "./average.ts";
import { flatten } from "./flat.ts";

/** Decays of both moments. */
export interface Betas {
  readonly first: number;
  readonly second: number;
}

/** Those, and what keeps the division from zero, are tfjs's and TensorFlow's. */
const usual: Betas = { first: 0.9, second: 0.999 };
const epsilon = 1e-7;

/** Running means of the gradients and of their squares, in a row each. */
export interface Moments {
  readonly first: Tensor1D;
  readonly second: Tensor1D;
}

/** What a step's number makes of the learning rate. */
export interface AdamScales {
  /** The learning rate with the first moment's correction: a number instead of a pass over all weights. */
  readonly rate: number;
  /** The second moment's correction. */
  readonly correction: number;
}

/** Those of step n, counted from 1. */
export const adamScales = (n: number, learningRate: number, betas: Betas = usual): AdamScales => ({
  rate: learningRate / (1 - betas.first ** n),
  correction: 1 - betas.second ** n,
});

/**
 * Adam, 1412.6980, Algorithm 1: m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g^2, and a step of
 * -rate m / (1 - b1^n) / (sqrt(v / (1 - b2^n)) + epsilon), on all weights as one row: a pure function of tensors.
 */
export function adamStep(
  moments: Moments,
  { row, slopes }: { row: Tensor1D; slopes: Tensor1D },
  { rate, correction }: Record<keyof AdamScales, Scalar>,
  betas: Betas = usual,
): Moments & { row: Tensor1D } {
  const first = moments.first.mul(betas.first).add<Tensor1D>(slopes.mul(1 - betas.first));
  const second = moments.second.mul(betas.second).add<Tensor1D>(slopes.square().mul(1 - betas.second));
  const deviation = second.div(correction).sqrt().add(epsilon);
  return { first, second, row: row.sub<Tensor1D>(first.mul(rate).div(deviation)) };
}

/** Moments before the first step. */
export function noMoments(weights: readonly Variable[]): Moments {
  const size = weights.reduce((sum, weight) => sum + weight.size, 0);
  const none = (): Tensor1D => keep(zeros<Rank.R1>([size]));
  return { first: none(), second: none() };
}

export interface Adam {
  /**
   * One step down: `slopes` are the gradients by all weights in a row (`flatten`), in their order. Returns the new weights
   * in a row, which are the caller's.
   */
  step(slopes: Tensor1D, learningRate: number): Tensor1D;
  dispose(): void;
}

/** Adam with its moments and its count of steps. */
export function adam(weights: readonly Variable[], betas: Betas = usual): Adam {
  let moments = noMoments(weights);
  let steps = 0;
  return {
    step: (slopes, learningRate) =>
      tidy(() => {
        const { rate, correction } = adamScales(++steps, learningRate, betas);
        const scales = { rate: scalar(rate), correction: scalar(correction) };
        const { first, second, row } = adamStep(moments, { row: flatten(weights), slopes }, scales, betas);
        dispose(Object.values(moments));
        moments = { first: keep(first), second: keep(second) };
        assignRow(weights, row);
        return row;
      }),
    dispose: () => dispose(Object.values(moments)),
  };
}
