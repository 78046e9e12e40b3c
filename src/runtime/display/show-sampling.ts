import { trajectoryMime } from "../../protocol/trajectory.ts";
import type { TrajectoryOf } from "../../protocol/trajectory-head.ts";
import { tensor, Tensor } from "../core/tf.ts";
import { isAbort, signalFor } from "../core/turn.ts";
import { followGraphs } from "./graphs/follow.ts";
import { followNumbers } from "./follow-numbers.ts";
import type { Followed } from "./followed.ts";
import { liveOutput, output, type LiveOutput } from "./output.ts";
import type { AnyRun, RunAbout, RunFrame } from "./run.ts";
import { samples, type Samples } from "./samples.ts";
import { numbersOf } from "./tensor/numbers.ts";
import { samplesText } from "./text.ts";
import { followTokens } from "./tokens/follow.ts";
import { sendEvery, type TrajectoryOptions } from "./trajectory.ts";

/** Runs a sampler to its end while every frame goes to the viewers, and returns what it ended with. */
export async function showSampling(run: AnyRun, options: TrajectoryOptions = {}): Promise<Samples> {
  const signal = signalFor(undefined);
  const about: RunAbout = { ...run.about, ...options.about };
  let viewer: Viewer | null = null;
  let last: Ended | null = null;
  let begun = false;
  try {
    for await (const frame of run) {
      if (!begun) viewer = await open(frame, about, options);
      begun = true;
      await viewer?.add(frame);
      if (frame.step === frame.steps) last = await endOf(frame);
    }
    if (!last) {
      throw new Error(
        begun
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
      "text/plain": `${about.sampler ?? "Sampler"}: ${samplesText(last.x.shape[0], last.x.shape.slice(1))}`,
    });
  return samples(last.x, last.edges);
}

/** What a run's last frame leaves. */
type Ended = Pick<Samples, "x" | "edges">;

async function endOf(frame: RunFrame): Promise<Ended> {
  if ("x" in frame) return { x: frame.x };
  if ("tokens" in frame) return { x: await asTensor(frame.tokens, frame.step) };
  return { x: await asTensor(frame.nodes, frame.step), edges: await asTensor(frame.edges, frame.step) };
}

/** A frame's own tensor, or one made of its numbers. */
async function asTensor(value: unknown, step: number): Promise<Tensor> {
  if (value instanceof Tensor) return value as Tensor;
  const numbers = await numbersOf(value);
  if (!numbers) throw new TypeError(`The last frame, of step ${step}, holds no numbers`);
  return tensor(Array.from(numbers.values), [...numbers.shape], "int32");
}

interface Viewer {
  add(frame: RunFrame): Promise<void>;
  end(state: TrajectoryOf["state"]): void;
}

/** The viewer of the first frame's kind; null where its samples are such as no viewer draws. */
async function open(first: RunFrame, about: RunAbout, options: TrajectoryOptions): Promise<Viewer | null> {
  if ("tokens" in first) return openViewer(await followTokens(first, about));
  if ("nodes" in first) return openViewer(await followGraphs(first, about));
  const followed = await followNumbers(first, about, options);
  return followed && openViewer(followed);
}

function openViewer<T extends TrajectoryOf>({ head, pack, bundle, more, first }: Followed<T>): Viewer {
  // What is saved, and what is on its way to the viewers, which may get more samples of each frame.
  const saved: T["frames"] = [];
  let waiting: T["frames"] = [];
  let sentAt = 0;
  let live: LiveOutput | null = null;

  function send(state: TrajectoryOf["state"]): void {
    live?.send({ frames: waiting, state, ...(more ? { shown: more } : {}) });
    waiting = [];
    sentAt = performance.now();
  }

  return {
    async add(frame) {
      const packed = await pack(frame);
      saved.push(first ? first(packed) : packed);
      waiting.push(packed);
      // The output opens with its first frame, so that it has something to show at once.
      if (!live) {
        const begun = { ...head, frames: [...saved], framesMade: 1 };
        live = liveOutput(trajectoryMime, (stream) => bundle({ ...begun, stream }));
        // Of all its samples it is sent again.
        if (!more) waiting = [];
      }
      if (performance.now() - sentAt >= sendEvery) send("running");
    },
    end(state) {
      send(state);
      live?.finish((stream) => bundle({ ...head, frames: saved, framesMade: saved.length, state, stream }));
    },
  };
}
