import { keep, tidy, type Tensor1D, type Variable } from "../core/tf.ts";
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

export function average(weights: readonly Variable[], decay: number): Average {
  let shadow = tidy(() => keep(flatten(weights)));
  return {
    update(step, row) {
      const part = decayAt(step, decay);
      const next = tidy(() => keep(shadow.mul(part).add<Tensor1D>(row.mul(1 - part))));
      shadow.dispose();
      shadow = next;
    },
    apply: () =>
      tidy(() => {
        const shapes = weights.map(({ shape }) => shape);
        unflatten(shadow, shapes).forEach((value, i) => weights[i].assign(value));
      }),
    dispose: () => shadow.dispose(),
  };
}
