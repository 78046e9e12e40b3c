import * as v from "valibot";
import { count } from "./number-schemas.ts";

/** What a trajectory of any kind tells beside its frames. */
export const trajectoryHead = {
  version: v.literal(1),
  /** Sampler's name, the output's title. */
  sampler: v.string(),
  /** Options as shown in chips, most important first: they drop from the right where space is short. */
  options: v.array(v.tuple([v.string(), v.string()])),
  /** Samples in each frame, and in the whole batch the sampler ran. */
  shown: count,
  batch: count,
  /** Steps the run has planned. */
  steps: count,
  /** `running` while frames still come; the rest say how it ended. */
  state: v.picklist(["running", "finished", "stopped", "failed"]),
  /** Frames the run made, of which `frames` may be a thinned selection. */
  framesMade: count,
  /** Name of the stream that carries every frame while the kernel lives; the output is found by it as well. */
  stream: v.nullable(v.string()),
};

/** What a frame of any kind tells of its place in the run. */
export const frameHead = {
  /** Steps done when this frame was taken: 0 is the start, `steps` the finished sample. */
  step: count,
  /** Timestep as papers count it: T at the start, 0 for data. */
  t: v.number(),
};

/** A frame of which nothing but its place in the run is known. */
export type AnyFrame = v.InferOutput<v.ObjectSchema<typeof frameHead, undefined>>;

/** A trajectory whose frames are of one kind. */
export interface TrajectoryOf<Frame extends AnyFrame = AnyFrame> extends v.InferOutput<
  v.ObjectSchema<typeof trajectoryHead, undefined>
> {
  readonly kind: string;
  frames: Frame[];
}

/** What arrives on a trajectory's stream: frames to append, and at the end how the run ended. */
export interface ChunkOf<Frame extends AnyFrame> {
  frames: Frame[];
  state: TrajectoryOf["state"];
  /** Samples in each of these frames, where they are more than the output itself holds. */
  shown?: number | undefined;
}

/** The schema of a chunk of such frames. */
export const chunkOf = <const Schema extends v.GenericSchema<unknown, AnyFrame>>(frame: Schema) =>
  v.object({ frames: v.array(frame), state: trajectoryHead.state, shown: v.optional(count) });

/** The trajectory with a chunk's frames appended. Frames that are already there are left out. */
export function appendFrames<Frame extends AnyFrame, T extends TrajectoryOf<Frame>>(
  trajectory: T,
  chunk: ChunkOf<Frame>,
): T {
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
