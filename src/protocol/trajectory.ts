import * as v from "valibot";
import { PackedFloats } from "./floats.ts";

/** The mime type of a denoising trajectory. */
export const trajectoryMime = "application/vnd.noisebook.trajectory+json";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** One state of the sampler. `x` and `x0` hold the shown samples one after the other. */
export const TrajectoryFrame = v.object({
  /** Steps done when this frame was taken: 0 is the starting noise, `steps` the finished sample. */
  step: count,
  /** Timestep of `x` as papers count it: T at the start, 0 for data. */
  t: v.number(),
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

export const Trajectory = v.object({
  version: v.literal(1),
  /** Sampler's name, the output's title. */
  sampler: v.string(),
  /** Options as shown in chips, most important first: they drop from the right where space is short. */
  options: v.array(v.tuple([v.string(), v.string()])),
  kind: v.picklist(["points", "images"]),
  /** Shape of one sample: [2] for points, [height, width, channels] for images. */
  sampleShape: v.array(count),
  /** Samples in each frame, and in the whole batch the sampler ran. */
  shown: count,
  batch: count,
  /** Steps the run has planned. */
  steps: count,
  /** Range of data values: what black and white mean, or half the width of the points' window. */
  range: v.tuple([v.number(), v.number()]),
  /** Real data behind the points, packed like a frame's `x`. */
  reference: v.nullable(PackedFloats),
  /** `running` while frames still come; the rest say how it ended. */
  state: v.picklist(["running", "finished", "stopped", "failed"]),
  /** Frames the run made, of which `frames` may be a thinned selection. */
  framesMade: count,
  /** Name of the stream that carries every frame while the kernel lives; the output is found by it as well. */
  stream: v.nullable(v.string()),
  frames: v.array(TrajectoryFrame),
});
export type Trajectory = v.InferOutput<typeof Trajectory>;

/** What arrives on a trajectory's stream: frames to append, and at the end how the run ended. */
export const TrajectoryChunk = v.object({
  frames: v.array(TrajectoryFrame),
  state: Trajectory.entries.state,
});
export type TrajectoryChunk = v.InferOutput<typeof TrajectoryChunk>;

/** The trajectory with a chunk's frames appended. Frames that are already there are left out. */
export function appendFrames(trajectory: Trajectory, chunk: TrajectoryChunk): Trajectory {
  const last = trajectory.frames.at(-1)?.step ?? -1;
  const fresh = chunk.frames.filter((frame) => frame.step > last);
  const frames = fresh.length ? [...trajectory.frames, ...fresh] : trajectory.frames;
  return {
    ...trajectory,
    frames,
    framesMade: Math.max(trajectory.framesMade, frames.length),
    state: chunk.state,
  };
}
