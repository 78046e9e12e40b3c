import * as v from "valibot";
import { PackedFloats } from "./floats.ts";
import { count } from "./number-schemas.ts";
import { chunkOf, frameHead, trajectoryHead } from "./trajectory-head.ts";

/** The mime type of a denoising trajectory. */
export const trajectoryMime = "application/vnd.noisebook.trajectory+json";

/** One state of the sampler. `x` and `x0` hold the shown samples one after the other. */
export const TrajectoryFrame = v.object({
  ...frameHead,
  /** sqrt(alphaBar_t) and sqrt(1 - alphaBar_t) at this frame: x = alpha x0 + sigma eps. */
  alpha: v.number(),
  sigma: v.number(),
  /** KL term of the bound for the step that leaves this frame, in nats per sample, where the sampler knows it. */
  kl: v.nullable(v.number()),
  x: PackedFloats,
  /** Predicted data at this frame, null where the model was not asked (the last frame). */
  x0: v.nullable(PackedFloats),
});
export type TrajectoryFrame = v.InferOutput<typeof TrajectoryFrame>;

/** A trajectory of numbers under Gaussian noise. */
export const Trajectory = v.object({
  ...trajectoryHead,
  kind: v.picklist(["points", "images"]),
  /** Shape of one sample: [2] or [3] for points, [height, width, channels] for images. */
  sampleShape: v.array(count),
  /** Range of data values: what black and white mean, or half the width of the points' window. */
  range: v.tuple([v.number(), v.number()]),
  /** Real data behind the points, packed like a frame's `x`. */
  reference: v.nullable(PackedFloats),
  frames: v.array(TrajectoryFrame),
});
export type Trajectory = v.InferOutput<typeof Trajectory>;

/** What arrives on a trajectory's stream: frames to append, and at the end how the run ended. */
export const TrajectoryChunk = chunkOf(TrajectoryFrame);
export type TrajectoryChunk = v.InferOutput<typeof TrajectoryChunk>;
