import type {
  Series,
  TermsByTime,
  Training,
  TrainingChunk,
  TrainingProgress,
  TrainingSamples,
} from "../../protocol/index.ts";
import { averaged, noAverage, valueOf, type Average } from "./ema.ts";
import { append, empty, type Growing } from "./series.ts";

/** All that is known of a run so far. It grows in place: a run may have a hundred thousand steps. */
export interface Run {
  /** Steps that it is to have, or has had. */
  planned: number;
  readonly smoothing: number;
  progress: TrainingProgress;
  /** The loss, and the simple error of eps where it is known. */
  readonly loss: Smoothed;
  readonly eps: Smoothed;
  readonly gradNorm: Growing;
  readonly learningRate: Growing;
  readonly samples: Map<number, TrainingSamples>;
  /** Numbers of a person's own, by their names. */
  readonly metrics: Map<string, Growing>;
  terms: TermsByTime | null;
}

/** A quantity with its moving average, a value for each of its steps. */
export interface Smoothed extends Growing {
  readonly smooth: number[];
  average: Average;
}

const smoothed = (): Smoothed => ({ ...empty(), smooth: [], average: noAverage });

/** The run as a payload describes it. Throws a RangeError where its data is damaged. */
export function beginRun(training: Training): Run {
  const run: Run = {
    planned: training.steps,
    smoothing: training.smoothing,
    progress: training.progress,
    loss: smoothed(),
    eps: smoothed(),
    gradNorm: empty(),
    learningRate: empty(),
    samples: new Map(),
    metrics: new Map(),
    terms: null,
  };
  addTo(run, training);
  return run;
}

/** Adds what is new in a chunk, or in a later payload of the same run. Throws a RangeError for damaged data. */
export function addTo(run: Run, chunk: TrainingChunk): void {
  extend(run.loss, chunk.loss, run.smoothing);
  if (chunk.eps) extend(run.eps, chunk.eps, run.smoothing);
  append(run.gradNorm, chunk.gradNorm);
  append(run.learningRate, chunk.learningRate);
  for (const { name, series } of chunk.metrics ?? []) {
    const known = run.metrics.get(name) ?? empty();
    append(known, series);
    run.metrics.set(name, known);
  }
  for (const set of chunk.samples) run.samples.set(set.step, set);
  if (chunk.progress.step < run.progress.step) return;
  run.progress = chunk.progress;
  run.terms = chunk.terms ?? run.terms;
  run.planned = chunk.progress.planned ?? run.planned;
}

function extend(of: Smoothed, series: Series, smoothing: number): void {
  const fresh = append(of, series);
  for (let i = of.steps.length - fresh; i < of.steps.length; i++) {
    of.average = averaged(of.average, of.steps[i], of.values[i], smoothing);
    of.smooth.push(valueOf(of.average));
  }
}
