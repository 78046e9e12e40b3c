import { TrajectoryFrame, type Trajectory } from "../../protocol/index.ts";
import { whole } from "../text/number.ts";
import { checkFrames } from "./check.ts";
import { decode } from "./decode.ts";
import { isForward } from "./direction.ts";
import { imagesStage } from "./images.ts";
import type { Picks, TrajectoryKind } from "./kind.ts";
import { noiseTiming } from "./noise-timing.ts";
import { pointsStage } from "./points.ts";
import { sameNumbers } from "./same.ts";
import type { Stage } from "./scene.ts";
import { spaceStage } from "./space/stage.ts";

/** Points of the plane or of space, or images, under Gaussian noise. */
const numbers = (
  isOurs: (payload: Trajectory) => boolean,
  stage: (picks: Picks) => Stage,
): TrajectoryKind<Trajectory> => ({
  frame: TrajectoryFrame,
  of: (payload) =>
    (payload.kind === "points" || payload.kind === "images") && isOurs(payload) ? payload : null,
  check: checkFrames,
  ...sameNumbers,
  direction: (trajectory) => (isForward(trajectory) ? "forward" : "reverse"),
  alarm(frame) {
    const { bad } = decode(frame);
    return bad === 0 ? null : `${whole(bad)} NaN or Inf`;
  },
  parts: (picks) => ({ stage: stage(picks), timing: noiseTiming() }),
});

const inSpace = ({ kind, sampleShape }: Trajectory): boolean => kind === "points" && sampleShape[0] === 3;

export const points = numbers(
  (payload) => payload.kind === "points" && !inSpace(payload),
  ({ changed }) => pointsStage(changed),
);
export const space = numbers(inSpace, ({ redraw }) => spaceStage(redraw));
export const images = numbers(
  ({ kind }) => kind === "images",
  ({ changed }) => imagesStage(changed),
);
