// The variational bound: how large it is, and where it is paid. `parts.ts` says what goes together, `view.ts` puts the
// output together.
import { Elbo } from "../../protocol/index.ts";
import { readPayload } from "../payload.ts";
import type { Kind } from "../view.ts";
import { openElbo } from "./view.ts";

export const elbo: Kind<Elbo> = {
  read: (json) => readPayload(Elbo, json),
  open: openElbo,
};
