import type { Trajectory } from "../../protocol/index.ts";
import type { TrajectoryKind } from "./kind.ts";

/** When frames of numbers belong to one run. */
export const sameNumbers: Pick<TrajectoryKind<Trajectory>, "sameShape" | "sameSamples"> = {
  sameShape: (a, b) => a.sampleShape.join() === b.sampleShape.join(),
  // Of one of them there may be more samples. Four characters hold three bytes.
  sameSamples({ x: a }, { x: b }) {
    const characters = Math.floor(Math.min(a.data.length, b.data.length) / 4 - 1) * 4;
    const same =
      a.length === b.length ? a.data === b.data : a.data.slice(0, characters) === b.data.slice(0, characters);
    return a.dtype === b.dtype && same;
  },
};
