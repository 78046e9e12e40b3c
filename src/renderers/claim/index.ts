// An equation that was checked: typeset, with its largest errors as bars, and both sides where they differ most.
import { Claim } from "../../protocol/index.ts";
import { readPayload } from "../payload.ts";
import type { Kind } from "../view.ts";
import { openClaim } from "./view.ts";

export const claim: Kind<Claim> = {
  read: (json) => readPayload(Claim, json),
  open: openClaim,
};
