import { trajectoryMime, type Trajectory, type TrajectoryChunk } from "../../protocol/trajectory.ts";
import type { Tensor } from "../core/tf.ts";
import { isAbort, signalFor } from "../core/turn.ts";
import type { Frame, Sampling } from "../samplers/index.ts";
import { liveOutput, output, type LiveOutput } from "./output.ts";
import { sampleKind } from "./sample-kind.ts";
import { samples, type Samples } from "./samples.ts";
import { samplesText } from "./text.ts";
import { beginTrajectory, packFrame, trajectoryBundle, type TrajectoryOptions } from "./trajectory.ts";

/** Frames are sent together at most this often, in milliseconds. */
const sendEvery = 50;

const unnamed: Sampling["about"] = { sampler: "Sampler", options: [] };

/** Runs a sampler to its end while every frame goes to the viewers, and returns what it ended with. */
export async function showSampling(
  run: AsyncIterable<Frame> & Partial<Pick<Sampling, "about">>,
  options: TrajectoryOptions = {},
): Promise<Samples> {
  const signal = signalFor(undefined);
  let viewer: Viewer | null = null;
  let last: Tensor | null = null;
  try {
    for await (const frame of run) {
      const kind = sampleKind(frame.x.shape.slice(1));
      if (kind && !viewer)
        viewer = openViewer(await beginTrajectory(frame, kind, run.about ?? unnamed, options), run.about);
      await viewer?.add(frame);
      if (frame.step === frame.steps) last = frame.x;
    }
    if (!last) {
      throw new Error(
        viewer
          ? "The sampler ended before its last step, so there is no sample to keep"
          : "The sampler gives no frames: a run can be consumed only once, so call the sampler again",
      );
    }
  } catch (error) {
    viewer?.end(isAbort(error, signal) ? "stopped" : "failed");
    throw error;
  }
  if (viewer) viewer.end("finished");
  else
    output({
      "text/plain": `${run.about?.sampler ?? unnamed.sampler}: ${samplesText(last.shape[0], last.shape.slice(1))}`,
    });
  return samples(last);
}

interface Viewer {
  add(frame: Frame): Promise<void>;
  end(state: Trajectory["state"]): void;
}

function openViewer(head: Trajectory, about: Sampling["about"] | undefined): Viewer {
  const frames: Trajectory["frames"] = [];
  let sent = 0;
  let sentAt = 0;
  let live: LiveOutput | null = null;

  function send(state: Trajectory["state"]): void {
    const chunk: TrajectoryChunk = { frames: frames.slice(sent), state };
    live?.send(chunk);
    sent = frames.length;
    sentAt = performance.now();
  }

  return {
    async add(frame) {
      frames.push(await packFrame(frame, head, about));
      // The output opens with its first frame, so that it has something to show at once.
      if (!live) {
        const begun = { ...head, frames: [...frames], framesMade: 1 };
        live = liveOutput(trajectoryMime, (stream) => trajectoryBundle({ ...begun, stream }));
        sent = 1;
      }
      if (performance.now() - sentAt >= sendEvery) send("running");
    },
    end(state) {
      send(state);
      live?.finish((stream) =>
        trajectoryBundle({ ...head, frames, framesMade: frames.length, state, stream }),
      );
    },
  };
}
