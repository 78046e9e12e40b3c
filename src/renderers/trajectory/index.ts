// The trajectory viewer: a sampler's way from noise to data as points or pictures, to be played and stepped through,
// while it runs and afterwards. `playback.ts` decides which frame is shown, `view.ts` puts the parts together.
import { Trajectory } from "../../protocol/index.ts";
import { readPayload } from "../payload.ts";
import type { Kind } from "../view.ts";
import { checkFrames } from "./check.ts";
import { openTrajectory } from "./view.ts";

export const trajectory: Kind<Trajectory> = {
  read(json) {
    const payload = readPayload(Trajectory, json);
    checkFrames(payload, payload.frames);
    return payload;
  },
  open: openTrajectory,
};
