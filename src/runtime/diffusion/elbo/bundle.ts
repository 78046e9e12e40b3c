import type { MimeBundle } from "../../../protocol/host.ts";
import { count, decimal } from "../../display/text.ts";
import type { Elbo } from "./result.ts";

export const elboBundle = (bound: Elbo): MimeBundle => ({ "text/plain": elboText(bound) });

function elboText({ bitsPerDim, nats, error, prior, decoder, terms, about, examples }: Elbo): string {
  const off = error ? ` ± ${decimal(error.bitsPerDim)}` : "";
  const between = nats - prior - decoder.nats;
  return [
    `Bound on -ln p: ${decimal(bitsPerDim)}${off} bits/dim, ${decimal(nats)} nats, of ${count(examples.nats.length)} examples`,
    `L_0 ${decimal(decoder.nats)}, ${count(terms.length)} terms between ${decimal(between)}, L_T ${decimal(prior)} nats`,
    `variance ${about.variance}, decoder ${about.decoder}, draws ${about.draws}`,
  ].join("\n");
}
