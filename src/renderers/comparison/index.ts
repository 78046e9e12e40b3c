// The viewer of several runs on one time: the same starting noise under other samplers, steps or guidance, side by side,
// with their difference. `timeline.ts` says which frame of each run belongs to a place of the slider, `view.ts` puts the
// parts together; what one run needs as well is the trajectory viewer's.
import { Comparison } from "../../protocol/index.ts";
import { readPayload } from "../payload.ts";
import type { Kind } from "../view.ts";
import { checkComparison } from "./check.ts";
import { openComparison } from "./view.ts";

export const comparison: Kind<Comparison> = {
  read(json) {
    const payload = readPayload(Comparison, json);
    checkComparison(payload);
    return payload;
  },
  open: openComparison,
};
