import type { Trajectory } from "../../protocol/index.ts";
import type { TrajectoryKind } from "./kind.ts";

/** When frames of numbers belong to one run. */
export const sameNumbers: Pick<TrajectoryKind<Trajectory>, "sameShape" | "sameSamples"> = {
  sameShape: (a, b) => a.sampleShape.join() === b.sampleShape.join(),
  sameSamples: (a, b) => a.x.data === b.x.data,
};
