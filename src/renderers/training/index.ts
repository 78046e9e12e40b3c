// The training monitor: how a run goes while it goes, and how it went. `run.ts` gathers what arrives, `view.ts`
// puts the parts together.
import { Training } from "../../protocol/index.ts";
import { readPayload } from "../payload.ts";
import type { Kind } from "../view.ts";
import { openTraining } from "./view.ts";

export const training: Kind<Training> = {
  read: (json) => readPayload(Training, json),
  open: openTraining,
};
