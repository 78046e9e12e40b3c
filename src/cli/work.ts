import * as v from "valibot";
import type { CellOutput } from "../client/index.ts";
import {
  chunkOf,
  frameHead,
  TrainingChunk,
  trainingMime,
  trajectoryHead,
  trajectoryMime,
} from "../protocol/index.ts";

/** How far a training run or a sampler is. */
export interface Step {
  kind: "training" | "sampling";
  step: number;
  /** Steps planned. */
  steps: number;
  /** Of a training run, smoothed. */
  loss?: number;
  /** Of a sampler: the timestep it has reached. */
  t?: number;
}

/** What both kinds of payload say when they open. */
const Opening = v.object({ steps: trajectoryHead.steps, stream: trajectoryHead.stream });

/** Frames of any kind of trajectory. */
const TrajectoryChunk = chunkOf(v.object(frameHead));

/** Follows the long work of a cell by what it sends to its viewers: first its plan, then each step. */
export class Work {
  readonly #planned = new Map<string, number>();

  /** What this message says of a step; null where it says nothing. */
  hear({ header, content }: CellOutput): Step | null {
    if (header.msg_type === "display_data")
      this.#remember((content as { data: Record<string, unknown> }).data);
    if (header.msg_type !== "comm_msg") return null;
    const { comm_id, data } = content as { comm_id: string; data: unknown };
    const steps = this.#planned.get(comm_id);
    return steps === undefined ? null : stepOf(data, steps);
  }

  #remember(data: Record<string, unknown>): void {
    const opening = v.safeParse(Opening, data[trainingMime] ?? data[trajectoryMime]);
    if (opening.success && opening.output.stream !== null)
      this.#planned.set(opening.output.stream, opening.output.steps);
  }
}

function stepOf(chunk: unknown, steps: number): Step | null {
  const training = v.safeParse(TrainingChunk, chunk);
  if (training.success) {
    const { step, loss } = training.output.progress;
    return { kind: "training", step, steps, ...(loss === null ? {} : { loss }) };
  }
  const trajectory = v.safeParse(TrajectoryChunk, chunk);
  const frame = trajectory.success ? trajectory.output.frames.at(-1) : undefined;
  return frame ? { kind: "sampling", step: frame.step, steps, t: frame.t } : null;
}
