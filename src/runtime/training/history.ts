import { packFloats } from "../../protocol/floats.ts";
import type { Series, TrainingProgress } from "../../protocol/training.ts";

/** Weight of the past in the smoothed loss. */
export const smoothing = 0.96;

/** What was measured at every step so far. */
export interface History {
  readonly steps: number[];
  readonly loss: number[];
  /** Exponential moving average of the loss, corrected for its start (Adam, 1412.6980, section 3). */
  readonly smoothed: number[];
  readonly gradNorm: number[];
  readonly learningRate: number[];
  best: TrainingProgress["best"];
}

export const history = (): History => ({
  steps: [],
  loss: [],
  smoothed: [],
  gradNorm: [],
  learningRate: [],
  best: null,
});

export function record(
  of: History,
  step: number,
  loss: number,
  gradNorm: number,
  learningRate: number,
): void {
  const n = of.steps.length;
  const past = n ? of.smoothed[n - 1] * (1 - smoothing ** n) : 0;
  const smoothed = (smoothing * past + (1 - smoothing) * loss) / (1 - smoothing ** (n + 1));
  of.steps.push(step);
  of.loss.push(loss);
  of.smoothed.push(smoothed);
  of.gradNorm.push(gradNorm);
  of.learningRate.push(learningRate);
  if (!of.best || smoothed < of.best.loss) of.best = { loss: smoothed, step };
}

/** A measured quantity for the wire, from these entries of the history. */
export const series = (
  of: History,
  key: "loss" | "gradNorm" | "learningRate",
  entries: readonly number[],
): Series => ({
  steps: packFloats(
    entries.map((i) => of.steps[i]),
    "float32",
  ),
  values: packFloats(
    entries.map((i) => of[key][i]),
    "float32",
  ),
});
