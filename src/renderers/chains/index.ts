// Draws of Markov chains: a table of what they say, and how the chosen number was drawn. `view.ts` puts the output together,
// `figures.ts` says what each number's row holds, `charts.ts` draws trace, ranks
// and autocorrelation, and `pair-panel.ts` sets one number against another.
import { Chains } from "../../protocol/index.ts";
import { readPayload } from "../payload.ts";
import type { Kind } from "../view.ts";
import { openChains } from "./view.ts";

export const chains: Kind<Chains> = {
  read: (json) => readPayload(Chains, json),
  open: openChains,
};
