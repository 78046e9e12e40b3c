// The trajectory viewer: a sampler's way from noise to data, to be played and stepped through, while it runs and
// afterwards. `playback.ts` decides which frame is shown, `view.ts` puts the parts together, `kind.ts` says what a kind
// of trajectory (points, images, ...) brings along.
import { AnyTrajectory } from "../../protocol/index.ts";
import { readPayload } from "../payload.ts";
import type { Kind } from "../view.ts";
import { checkAny, openAny } from "./any.ts";

export const trajectory: Kind<AnyTrajectory> = {
  read(json) {
    const payload = readPayload(AnyTrajectory, json);
    checkAny(payload);
    return payload;
  },
  open: openAny,
};
