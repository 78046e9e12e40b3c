import * as v from "valibot";
import { PackedFloats } from "./floats.ts";

/** The mime type of a training run. */
export const trainingMime = "application/vnd.noisebook.training+json";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

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
});
export type TrainingChunk = v.InferOutput<typeof TrainingChunk>;

/** What a viewer may ask of a running training: answered between two steps. */
export const TrainingRequest = v.object({ type: v.picklist(["pause", "resume"]) });
export type TrainingRequest = v.InferOutput<typeof TrainingRequest>;
