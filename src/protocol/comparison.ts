import * as v from "valibot";
import { Trajectory, TrajectoryChunk } from "./trajectory.ts";
import { appendFrames } from "./trajectory-head.ts";

/** The mime type of several trajectories on one time. */
export const comparisonMime = "application/vnd.noisebook.comparison+json";

/** How many runs can be set side by side. */
export const comparedRuns = { fewest: 2, most: 4 } as const;

export const ComparedRun = v.object({
  /** What the run is called in the cell. */
  name: v.string(),
  /** Of one kind, of samples of one shape and in one window; the first run's holds the reference for all. */
  trajectory: Trajectory,
});
export type ComparedRun = v.InferOutput<typeof ComparedRun>;

export const Comparison = v.object({
  version: v.literal(1),
  runs: v.pipe(v.array(ComparedRun), v.minLength(comparedRuns.fewest), v.maxLength(comparedRuns.most)),
  /** Name of the stream that carries every frame of all runs while the kernel lives; theirs are null. */
  stream: v.nullable(v.string()),
});
export type Comparison = v.InferOutput<typeof Comparison>;

/** What arrives on a comparison's stream: for each run, in order, its new frames and how it is. */
export const ComparisonChunk = v.object({ runs: v.array(TrajectoryChunk) });
export type ComparisonChunk = v.InferOutput<typeof ComparisonChunk>;

/** The comparison with a chunk's frames appended to their runs. */
export function appendToRuns(comparison: Comparison, { runs }: ComparisonChunk): Comparison {
  return {
    ...comparison,
    runs: comparison.runs.map(({ name, trajectory }, i) => {
      const chunk = runs.at(i);
      return { name, trajectory: chunk ? appendFrames(trajectory, chunk) : trajectory };
    }),
  };
}

/** How all runs together are: one that failed or was stopped ends them all. */
export function stateOfRuns(runs: readonly ComparedRun[]): Trajectory["state"] {
  const states = runs.map(({ trajectory }) => trajectory.state);
  return (["failed", "stopped", "running"] as const).find((state) => states.includes(state)) ?? "finished";
}
