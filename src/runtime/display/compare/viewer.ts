import {
  comparisonMime,
  type ComparedRun,
  type Comparison,
  type ComparisonChunk,
} from "../../../protocol/comparison.ts";
import type { Trajectory } from "../../../protocol/trajectory.ts";
import { sizeOf } from "../../core/shape.ts";
import type { Frame } from "../../samplers/index.ts";
import { liveOutput } from "../output.ts";
import {
  beginTrajectory,
  mostShown,
  packFrame,
  perValue,
  savedSize,
  sendEvery,
  type TrajectoryOptions,
} from "../trajectory.ts";
import { comparisonBundle } from "./bundle.ts";
import type { Going } from "./going.ts";

/** Each run keeps room for at least so many frames in a notebook. */
const fewestFrames = 6;

export interface ComparisonViewer {
  add(run: number, frame: Frame): Promise<void>;
  /** This run has ended with its sample. */
  finished(run: number): void;
  /** This run has ended all. */
  broken(run: number, state: "stopped" | "failed"): void;
}

/** Opens the viewer of runs that are each at its first frame. */
export async function comparisonViewer(
  going: readonly (Going & { readonly frame: Frame })[],
  kind: Trajectory["kind"],
  options: TrajectoryOptions,
): Promise<ComparisonViewer> {
  const heads = await headsOf(going, kind, options);
  const runs: ComparedRun[] = [];
  for (const [i, { name, frame, about }] of going.entries()) {
    const frames = [await packFrame(frame, heads[i], about)];
    runs.push({ name, trajectory: { ...heads[i], frames, framesMade: 1 } });
  }
  const sent = runs.map(() => 1);
  let sentAt = 0;
  const comparison = (stream: string | null): Comparison => ({ version: 1, runs, stream });
  const live = liveOutput(comparisonMime, (stream) => comparisonBundle(comparison(stream)));

  function send(): void {
    const chunk: ComparisonChunk = {
      runs: runs.map(({ trajectory: { frames, state } }, i) => ({ frames: frames.slice(sent[i]), state })),
    };
    live.send(chunk);
    runs.forEach(({ trajectory: { frames } }, i) => (sent[i] = frames.length));
    sentAt = performance.now();
  }

  function end(): void {
    send();
    live.finish((stream) => comparisonBundle(comparison(stream)));
  }

  return {
    async add(run, frame) {
      const { trajectory } = runs[run];
      trajectory.frames.push(await packFrame(frame, trajectory, going[run].about));
      trajectory.framesMade++;
      trajectory.steps = frame.steps; // a sampler that chooses its steps as it goes knows better now
      if (performance.now() - sentAt >= sendEvery) send();
    },
    finished(run) {
      runs[run].trajectory.state = "finished";
      if (runs.every(({ trajectory }) => trajectory.state === "finished")) end();
    },
    broken(run, state) {
      runs.forEach(({ trajectory }, i) => {
        if (trajectory.state === "running") trajectory.state = i === run ? state : "stopped";
      });
      end();
    },
  };
}

/** The runs' payloads before their frames: as many samples of each, in one window, the reference in the first. */
async function headsOf(
  going: readonly (Going & { readonly frame: Frame })[],
  kind: Trajectory["kind"],
  options: TrajectoryOptions,
): Promise<Trajectory[]> {
  const heads: Trajectory[] = [];
  for (const { frame, about } of going)
    heads.push(await beginTrajectory(frame, kind, about, heads.length ? { range: options.range } : options));
  const perSample = sizeOf(heads[0].sampleShape) * perValue;
  const fitting = Math.floor(savedSize / going.length / fewestFrames / perSample);
  const most = kind === "points" ? Math.floor(mostShown.points / going.length) : mostShown.images;
  const shown = Math.max(1, Math.min(...heads.map(({ batch }) => batch), most, fitting));
  const low = Math.min(...heads.map(({ range }) => range[0]));
  const high = Math.max(...heads.map(({ range }) => range[1]));
  return heads.map((head) => ({ ...head, shown, range: [low, high] }));
}
