import type { Training, TrainingChunk, TrainingProgress, TrainingSamples } from "../../protocol/index.ts";
import { averaged, noAverage, valueOf, type Average } from "./ema.ts";
import { append, empty, type Growing } from "./series.ts";

/** All that is known of a run so far. It grows in place: a run may have a hundred thousand steps. */
export interface Run {
  /** Steps that it is to have, or has had. */
  planned: number;
  readonly smoothing: number;
  progress: TrainingProgress;
  readonly loss: Growing;
  /** The loss's moving average, a value for each of its steps. */
  readonly smooth: number[];
  average: Average;
  readonly gradNorm: Growing;
  readonly learningRate: Growing;
  readonly samples: Map<number, TrainingSamples>;
}

/** The run as a payload describes it. Throws a RangeError where its data is damaged. */
export function beginRun(training: Training): Run {
  const run: Run = {
    planned: training.steps,
    smoothing: training.smoothing,
    progress: training.progress,
    loss: empty(),
    smooth: [],
    average: noAverage,
    gradNorm: empty(),
    learningRate: empty(),
    samples: new Map(),
  };
  addTo(run, training);
  return run;
}

/** Adds what is new in a chunk, or in a later payload of the same run. Throws a RangeError for damaged data. */
export function addTo(run: Run, chunk: TrainingChunk): void {
  const fresh = append(run.loss, chunk.loss);
  for (let i = run.loss.steps.length - fresh; i < run.loss.steps.length; i++) {
    run.average = averaged(run.average, run.loss.steps[i], run.loss.values[i], run.smoothing);
    run.smooth.push(valueOf(run.average));
  }
  append(run.gradNorm, chunk.gradNorm);
  append(run.learningRate, chunk.learningRate);
  for (const set of chunk.samples) run.samples.set(set.step, set);
  if (chunk.progress.step < run.progress.step) return;
  run.progress = chunk.progress;
  run.planned = chunk.progress.planned ?? run.planned;
}
