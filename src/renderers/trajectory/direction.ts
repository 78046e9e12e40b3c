import type { Trajectory } from "../../protocol/index.ts";
import type { End } from "./timing.ts";

type Frames = Pick<Trajectory, "frames" | "state">;

/** Whether this goes from data to noise: the forward process, whose x_0 and ε are known and not predicted. */
export function isForward({ frames }: Frames): boolean {
  const first = frames.at(0);
  return first !== undefined && first.alpha > first.sigma;
}

/** The first and the last step's end. A reverse process is meant to reach 0, also where it was stopped before. */
export function endsOf(trajectory: Frames): [first: End, last: End] {
  const { frames, state } = trajectory;
  const start = frames.at(0)?.t ?? null;
  if (!isForward(trajectory))
    return [
      { what: "noise", t: start },
      { what: "data", t: 0 },
    ];
  const end = state === "finished" ? (frames.at(-1)?.t ?? null) : null;
  return [
    { what: "data", t: start },
    { what: "noise", t: end },
  ];
}
