import { tidy, type Scalar, type Tensor1D, type Variable } from "../core/tf.ts";
import { unflatten } from "./flat.ts";

/** The decay after a step: young averages forget faster, (1 + n) / (10 + n) for n steps before it. */
export const decayAt = (step: number, decay: number): number => Math.min(decay, step / (9 + step));

/** Weights averaged with exponentially falling memory: `kept` of what they were, `taken` of the new ones. A pure function of tensors. */
export const averageWith = (
  shadow: Tensor1D,
  row: Tensor1D,
  { kept, taken }: { kept: Scalar; taken: Scalar },
): Tensor1D => shadow.mul(kept).add(row.mul(taken));

/** Puts a row of weights in the weights' place. */
export const assignRow = (weights: readonly Variable[], row: Tensor1D): void =>
  tidy(() =>
    unflatten(
      row,
      weights.map(({ shape }) => shape),
    ).forEach((value, i) => weights[i].assign(value)),
  );
