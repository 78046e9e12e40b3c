import { tidy, type Tensor, type Variable } from "../core/tf.ts";

/** Weights averaged over training with exponentially falling memory. */
export interface Average {
  /** Takes in the weights as they are after a step, counted from 1. */
  update(step: number): void;
  /** Puts the averages in the weights' place. */
  apply(): void;
  dispose(): void;
}

/** The decay after a step: young averages forget faster, (1 + n) / (10 + n) for n steps before it. */
export const decayAt = (step: number, decay: number): number => Math.min(decay, step / (9 + step));

export function average(weights: readonly Variable[], decay: number): Average {
  let shadows: Tensor[] = weights.map((weight) => weight.clone());
  return {
    update(step) {
      const keep = decayAt(step, decay);
      shadows = shadows.map((shadow, i) => {
        const next = tidy(() => shadow.mul(keep).add(weights[i].mul(1 - keep)));
        shadow.dispose();
        return next;
      });
    },
    apply: () => weights.forEach((weight, i) => weight.assign(shadows[i])),
    dispose: () => shadows.forEach((shadow) => shadow.dispose()),
  };
}
