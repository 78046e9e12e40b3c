import { TrajectoryFrame, type Trajectory } from "../../protocol/index.ts";
import { whole } from "../text/number.ts";
import { checkFrames } from "./check.ts";
import { decode } from "./decode.ts";
import { isForward } from "./direction.ts";
import { imagesStage } from "./images.ts";
import type { TrajectoryKind } from "./kind.ts";
import { noiseTiming } from "./noise-timing.ts";
import { pointsStage } from "./points.ts";
import { sameNumbers } from "./same.ts";
import type { Stage } from "./scene.ts";

type Kind = Trajectory["kind"];

/** Points or images under Gaussian noise. */
const numbers = (kind: Kind, stage: (changed: () => void) => Stage): TrajectoryKind<Trajectory> => ({
  frame: TrajectoryFrame,
  of: (payload) => (payload.kind === kind ? payload : null),
  check: checkFrames,
  ...sameNumbers,
  direction: (trajectory) => (isForward(trajectory) ? "forward" : "reverse"),
  alarm(frame) {
    const { bad } = decode(frame);
    return bad === 0 ? null : `${whole(bad)} NaN or Inf`;
  },
  parts: ({ changed }) => ({ stage: stage(changed), timing: noiseTiming() }),
});

export const points = numbers("points", pointsStage);
export const images = numbers("images", imagesStage);
