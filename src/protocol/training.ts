import * as v from "valibot";
import { PackedFloats } from "./floats.ts";
import { count } from "./number-schemas.ts";

/** The mime type of a training run. */
export const trainingMime = "application/vnd.noisebook.training+json";

/** A t: of steps, or of continuous time. */
const place = v.pipe(v.number(), v.minValue(0), v.maxValue(1e9));

/** A measured quantity over training steps: `steps` and `values` have the same length. */
export const Series = v.object({ steps: PackedFloats, values: PackedFloats });
export type Series = v.InferOutput<typeof Series>;

/** Samples drawn from the model after `step` steps, from the same noise every time. */
export const TrainingSamples = v.object({
  step: count,
  /** Shape of one sample: [2] for points, [height, width, channels] for images. */
  sampleShape: v.array(count),
  shown: count,
  range: v.tuple([v.number(), v.number()]),
  values: PackedFloats,
});
export type TrainingSamples = v.InferOutput<typeof TrainingSamples>;

/** Where the run stands. Times in milliseconds. */
export const TrainingProgress = v.object({
  step: count,
  elapsed: v.number(),
  /** Loss smoothed with an exponential moving average, and the best of it. Null before the first step. */
  loss: v.nullable(v.number()),
  best: v.nullable(v.object({ loss: v.number(), step: count })),
  state: v.picklist(["running", "paused", "finished", "stopped", "failed"]),
  /** Why it failed, for people. */
  reason: v.nullable(v.string()),
  /** Steps that it is to have at its end, of a run that time ends: by how long they take so far. */
  planned: v.optional(count),
});
export type TrainingProgress = v.InferOutput<typeof TrainingProgress>;

/** A quantity of a person's own choice, measured now and then. */
export const TrainingMetric = v.object({ name: v.string(), series: Series });
export type TrainingMetric = v.InferOutput<typeof TrainingMetric>;

/** The terms of the bound by t as training estimates them: the mean over the newest examples of each part of the t. */
export const TermsByTime = v.object({
  /** T of a schedule of steps, whose t papers count from 1 to T; null in continuous time, where t lies in [0, 1]. */
  steps: v.nullable(count),
  /** Of each part the t at which it begins and ends, the examples seen, and nats for an example (by unit of t). */
  parts: v.pipe(
    v.array(v.object({ from: place, to: place, count, nats: v.nullable(v.number()) })),
    v.maxLength(100),
  ),
});
export type TermsByTime = v.InferOutput<typeof TermsByTime>;

/** An earlier run that this one is compared with, as it ended. */
export const EarlierRun = v.object({
  name: v.string(),
  steps: count,
  progress: TrainingProgress,
  /** What the runs are compared by, at every so manieth step, and its moving average there. */
  compared: Series,
  smooth: Series,
  gradNorm: Series,
  learningRate: Series,
});
export type EarlierRun = v.InferOutput<typeof EarlierRun>;

/** Earlier runs, and by what they are compared with this one. */
export const Overlay = v.object({
  runs: v.pipe(v.array(EarlierRun), v.maxLength(3)),
  /** The loss itself, the simple error of eps (`eps` of the payload), or nothing, and why. */
  by: v.nullable(v.picklist(["loss", "eps"])),
  why: v.string(),
});
export type Overlay = v.InferOutput<typeof Overlay>;

/** What a run or a chunk of it has where its loss says more than a number, or a person asked for more. */
const more = {
  /** Mean squared error of eps of each batch, whatever the network predicts and however its error is weighed. */
  eps: v.optional(Series),
  metrics: v.optional(v.pipe(v.array(TrainingMetric), v.maxLength(50))),
  terms: v.optional(TermsByTime),
};

export const Training = v.object({
  version: v.literal(1),
  title: v.string(),
  options: v.array(v.tuple([v.string(), v.string()])),
  /** Steps planned. */
  steps: count,
  /** Examples in a batch, and what one is called: "images", "points". */
  batch: count,
  examples: v.string(),
  /** Smoothing factor of the loss's moving average. */
  smoothing: v.number(),
  progress: TrainingProgress,
  loss: Series,
  gradNorm: Series,
  learningRate: Series,
  samples: v.array(TrainingSamples),
  /** Shape of one sample where samples are to come, so that they have their room from the beginning. */
  sampleShape: v.optional(v.pipe(v.array(count), v.maxLength(3))),
  ...more,
  overlay: v.optional(Overlay),
  stream: v.nullable(v.string()),
});
export type Training = v.InferOutput<typeof Training>;

/** What arrives on a training run's stream: what is new since the last chunk. */
export const TrainingChunk = v.object({
  progress: TrainingProgress,
  loss: Series,
  gradNorm: Series,
  learningRate: Series,
  samples: v.array(TrainingSamples),
  ...more,
});
export type TrainingChunk = v.InferOutput<typeof TrainingChunk>;

/** What a viewer may ask of a running training: answered between two steps. */
export const TrainingRequest = v.object({ type: v.picklist(["pause", "resume", "stop"]) });
export type TrainingRequest = v.InferOutput<typeof TrainingRequest>;
