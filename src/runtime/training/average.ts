import { keep, scalar, tidy, type Scalar, type Tensor1D, type Variable } from "../core/tf.ts";
import { flatten, unflatten } from "./flat.ts";

/** Weights averaged over training with exponentially falling memory. */
export interface Average {
  /** Takes in the weights, in a row, as they are after a step, counted from 1. */
  update(step: number, row: Tensor1D): void;
  /** Puts the averages in the weights' place. */
  apply(): void;
  dispose(): void;
}

/** The decay after a step: young averages forget faster, (1 + n) / (10 + n) for n steps before it. */
export const decayAt = (step: number, decay: number): number => Math.min(decay, step / (9 + step));

/** The average with new weights in it: `kept` of what it was and `taken` of the new. A pure function of tensors. */
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

export function average(weights: readonly Variable[], decay: number): Average {
  let shadow = tidy(() => keep(flatten(weights)));
  return {
    update(step, row) {
      const part = decayAt(step, decay);
      const next = tidy(() =>
        keep(averageWith(shadow, row, { kept: scalar(part), taken: scalar(1 - part) })),
      );
      shadow.dispose();
      shadow = next;
    },
    apply: () => assignRow(weights, shadow),
    dispose: () => shadow.dispose(),
  };
}
