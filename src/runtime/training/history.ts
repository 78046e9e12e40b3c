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
  /** The simple error of eps, where the loss knows it: empty where it does not. */
  readonly eps: number[];
  best: TrainingProgress["best"];
}

export const history = (): History => ({
  steps: [],
  loss: [],
  smoothed: [],
  gradNorm: [],
  learningRate: [],
  eps: [],
  best: null,
});

/** What a step was measured as. */
export interface Measured {
  readonly loss: number;
  readonly gradNorm: number;
  readonly learningRate: number;
  readonly eps?: number | undefined;
}

export function record(of: History, step: number, { loss, gradNorm, learningRate, eps }: Measured): void {
  const n = of.steps.length;
  const smoothed = smoothedBy(of.smoothed.at(-1) ?? 0, loss, n);
  of.steps.push(step);
  of.loss.push(loss);
  of.smoothed.push(smoothed);
  of.gradNorm.push(gradNorm);
  of.learningRate.push(learningRate);
  if (eps !== undefined) of.eps.push(eps);
  if (!of.best || smoothed < of.best.loss) of.best = { loss: smoothed, step };
}

/** The average after a value, of that before it and after `n` values. */
function smoothedBy(before: number, value: number, n: number): number {
  return (smoothing * before * (1 - smoothing ** n) + (1 - smoothing) * value) / (1 - smoothing ** (n + 1));
}

/** The moving average of values at every step. */
export function movingAverage(values: readonly number[]): number[] {
  let last = 0;
  return values.map((value, n) => (last = smoothedBy(last, value, n)));
}

/** A measured quantity for the wire, from these entries of the history. */
export const series = (
  of: History,
  key: "loss" | "gradNorm" | "learningRate" | "eps",
  entries: readonly number[],
): Series => seriesOf(of, of[key], entries);

/** The same of any values, one for each step. */
export const seriesOf = (of: History, values: readonly number[], entries: readonly number[]): Series =>
  packed(
    entries.map((i) => of.steps[i]),
    entries.map((i) => values[i]),
  );

export const packed = (steps: readonly number[], values: readonly number[]): Series => ({
  steps: packFloats(steps, "float32"),
  values: packFloats(values, "float32"),
});
